package boxoffice.load.floor;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.MigratedPostgres;
import boxoffice.load.floor.Floors.Plan;
import boxoffice.load.measure.Ratio;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// That each floor runs and measures what it says, not how fast it is.
class FloorsTest {
  private static final int ROUNDS = 2;
  private static final int OPERATIONS = SmallSystem.CLAIMS;

  /// With the one that warms up.
  private static final int PASSES = ROUNDS + 1;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(10);

  private static final Plan PLAN = new Plan(ROUNDS, OPERATIONS, 2, OPERATIONS);

  /// A claim and its end are a change each.
  private static final int CHANGES = 2;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static SmallSystem system;

  @BeforeAll
  static void start() {
    system = new SmallSystem();
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  private static Floors floors() {
    return new Floors(system.target(), system.tokens(), system.house(), PLAN, Clock.systemUTC());
  }

  @Test
  void claimsByWireAndByScriptAndGivesBack() {
    try (var floors = floors()) {
      var changes = system.changes();
      var placed = system.answered("PlaceHold");
      var pings = system.answered("Ping");

      var ratios = floors.claimOverGrpc();

      awaitAnswered("PlaceHold", placed + PASSES * OPERATIONS);
      awaitAnswered("Ping", pings + PASSES * OPERATIONS);
      assertThat(system.changes() - changes).isEqualTo(2L * CHANGES * PASSES * OPERATIONS);
      assertThat(system.takenSeats()).isZero();
      assertThat(ratios)
          .extracting(Ratio::unit)
          .containsExactly("CPU ms per operation", "ms until the answer, median");
      assertThat(ratios.getFirst().limit()).isEqualTo(1.25);
      assertThat(ratios.getFirst().floor()).contains("empty call over gRPC", "claim script");
      assertMeasured(ratios);
      assertThat(floors.remarks()).isEmpty();
    }
  }

  @Test
  void holdsByRestAndGivesBack() {
    try (var floors = floors()) {
      var changes = system.changes();
      var placed = system.answered("PlaceHold");

      var ratios = floors.holdOverRest();

      awaitAnswered("PlaceHold", placed + PASSES * OPERATIONS);
      assertThat(system.changes() - changes).isEqualTo(2L * CHANGES * PASSES * OPERATIONS);
      assertThat(system.takenSeats()).isZero();
      assertThat(ratios).hasSize(6);
      assertThat(ratios.get(2).name())
          .isEqualTo("empty call through the edge + claim script on Redis");
      assertThat(ratios.get(2).median()).as("more than the call alone").isGreaterThan(1);
      assertMeasured(ratios);
    }
  }

  @Test
  void comparesTheScriptWithTheLeastOne() {
    try (var floors = floors()) {
      var changes = system.changes();
      var placed = system.answered("PlaceHold");

      var ratios = floors.claimScript();

      assertThat(system.answered("PlaceHold")).as("nothing by the service").isEqualTo(placed);
      assertThat(system.changes() - changes).isEqualTo((long) CHANGES * PASSES * OPERATIONS);
      assertThat(system.takenSeats()).isZero();
      assertThat(system.strangeKeys()).isZero();
      assertMeasured(ratios);
    }
  }

  @Test
  void refusesEveryLoserOfWhatWinnersHave() {
    try (var floors = floors()) {
      var changes = system.changes();
      var placed = system.answered("PlaceHold");

      var ratios = floors.refusedClaim();

      awaitAnswered("PlaceHold", placed + 2L * PASSES * OPERATIONS);
      assertThat(system.changes() - changes).isEqualTo((long) CHANGES * PASSES * OPERATIONS);
      assertThat(system.takenSeats()).isZero();
      assertMeasured(ratios);
    }
  }

  @Test
  void comparesTheEdgeWithABareControllerAndTheService() {
    try (var floors = floors()) {
      var pings = system.answered("Ping");

      var ratios = floors.emptyCallThroughEdge();

      // through the edge and straight, not by the bare ones
      awaitAnswered("Ping", pings + 2L * PASSES * OPERATIONS);
      assertThat(ratios.getFirst().floor()).isEqualTo("bare Spring MVC controller");
      assertThat(ratios.getFirst().limit()).isEqualTo(2.5);
      assertThat(ratios)
          .extracting(Ratio::floor)
          .contains("bare controller that asks a bare gRPC server", "empty call over gRPC");
      assertMeasured(ratios);
    }
  }

  @Test
  void comparesACallWithATokenWithOneWithout() {
    try (var floors = floors()) {
      var pings = system.answered("Ping");

      var ratios = floors.token();

      awaitAnswered("Ping", pings + PASSES * OPERATIONS);
      assertThat(ratios.getFirst().limit()).isEqualTo(1.25);
      assertMeasured(ratios);
    }
  }

  @Test
  void comparesWhatBuyersRead() {
    try (var floors = floors()) {
      var read = system.answered("GetAvailability");

      assertMeasured(floors.browse());

      awaitAnswered("GetAvailability", read + PASSES * OPERATIONS);
    }
  }

  @Test
  void comparesOrdersWithInsertsInTurnsAndLeavesNothing() throws SQLException {
    try (var floors = floors()) {
      var ratios = floors.orders(round -> 10.0 * (round + 1));

      assertThat(ratios)
          .hasSize(2)
          .allSatisfy(ratio -> {
            assertThat(ratio.values()).containsExactly(100.0, 50.0);
            assertThat(ratio.floorValues()).allSatisfy(each -> assertThat(each).isPositive());
          });
    }
    assertThat(databases()).noneMatch(name -> name.startsWith("floor_"));
  }

  @Test
  void leavesOutWhatItHasNoLoginFor() {
    var target = system.target(null, null);
    try (var floors =
        new Floors(target, system.tokens(), system.house(), PLAN, Clock.systemUTC())) {
      assertThat(floors.claimOverGrpc()).isEmpty();
      assertThat(floors.claimScript()).isEmpty();
      assertThat(floors.orders(_ -> 1)).isEmpty();
      assertMeasured(floors.holdOverRest());
      assertThat(floors.remarks()).anyMatch(remark -> remark.contains("Redis"));
      assertThat(floors.remarks()).anyMatch(remark -> remark.contains("superuser"));
    }
    assertThat(system.takenSeats()).isZero();
  }

  /// A call is counted a moment after its caller has the answer.
  private static void awaitAnswered(String method, long count) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (system.answered(method) < count && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    assertThat(system.answered(method)).as(method).isEqualTo(count);
  }

  private static void assertMeasured(List<Ratio> ratios) {
    assertThat(ratios)
        .isNotEmpty()
        .allSatisfy(ratio -> {
          assertThat(ratio.values()).hasSize(ROUNDS);
          assertThat(ratio.values()).allSatisfy(value -> assertThat(value).isPositive());
          assertThat(ratio.floorValues()).allSatisfy(value -> assertThat(value).isPositive());
        });
  }

  private static List<String> databases() throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                MigratedPostgres.jdbcUrl(),
                MigratedPostgres.owner(),
                MigratedPostgres.ownerPassword());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select datname from pg_database")) {
      var names = new ArrayList<String>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }
}
