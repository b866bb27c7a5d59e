package boxoffice.load.check;

import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static boxoffice.db.orders.Tables.TICKET;
import static boxoffice.load.check.Scene.ADA;
import static boxoffice.load.check.Scene.BOB;
import static boxoffice.load.check.Scene.HALL;
import static boxoffice.load.check.Scene.PRICE;
import static boxoffice.load.check.Scene.SALE;
import static boxoffice.load.check.Scene.seats;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Facts.Hall;
import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.system.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What is seen while a run is on, and the wait for its end, on the real audit views.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchTest {
  private static final Finding FINE = new Finding("S1", "Once", Verdict.HOLDS, 2, 0, List.of());

  private final RealStores stores = new RealStores();

  @AfterAll
  void stop() {
    stores.close();
  }

  @BeforeEach
  void sell() {
    stores.clear();
    stores.sold(HALL, ADA, Scene.id(1), seats(0, 1), PRICE);
    stores.sold(HALL, BOB, Scene.id(2), seats(2), PRICE);
    stores.hall.set(new Hall(10, 7, 3));
  }

  private Map<String, List<String>> seen() {
    try (var snapshots =
        new Snapshots(Objects.requireNonNull(stores.target().postgres()), Duration.ofSeconds(3))) {
      return snapshots.read(sql -> new AtAllTimes(sql, SALE).violations());
    }
  }

  private List<String> seen(String code) {
    return seen().getOrDefault(code, List.of());
  }

  @Test
  void seesNothingWrongInASaleThatGoesWell() {
    assertThat(seen().keySet()).isEqualTo(AtAllTimes.CODES);
    assertThat(seen().values()).allMatch(List::isEmpty);
  }

  @Test
  void seesEachOfTheFour() {
    var seat = new Sabotage(stores.target()).secondTicket(HALL);
    assertThat(seen("S1").getFirst()).contains(seat.toString(), "2 valid tickets");

    stores
        .sql
        .update(PAYMENT_ATTEMPT)
        .set(PAYMENT_ATTEMPT.PAID_MINOR, 5000L)
        .where(PAYMENT_ATTEMPT.ORDER_ID.eq(Scene.id(2)))
        .execute();
    assertThat(seen("S4"))
        .containsExactly("order " + Scene.id(2) + " is paid 5000, its total is 1000");

    stores.sql.deleteFrom(PAYMENT_ATTEMPT).execute();
    assertThat(seen("S6")).hasSize(4).allMatch(text -> text.contains("not paid"));

    stores.sold(HALL, ADA, Scene.id(3), seats(3, 4, 5), PRICE);
    assertThat(seen("S9")).containsExactly("buyer " + ADA + " has 5 seats");
  }

  @Test
  void aViolationThatIsGoneAtTheEndIsNotForgotten() {
    var watch = Watch.start(stores.target(), SALE);
    new Sabotage(stores.target()).secondTicket(HALL);
    watch.close();
    stores.sql.deleteFrom(TICKET).execute();

    var finding = watch.addTo(FINE);
    assertThat(finding.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(finding.violations()).isEqualTo(1);
    assertThat(finding.examples().getFirst()).contains("into the watch", "2 valid tickets");
    assertThat(finding.title()).startsWith("Once (watched: ");
  }

  @Test
  void whatWasNeverSeenIsNotPassed() {
    var target = stores.target();
    var bare =
        new Target(
            target.edge(),
            null,
            null,
            null,
            null,
            Map.of(),
            Map.of(),
            null,
            null,
            List.of(),
            target.constants());
    var watch = Watch.start(bare, SALE);
    watch.close();

    assertThat(watch.addTo(FINE).verdict()).isEqualTo(Verdict.NOT_CHECKED);
  }

  @Test
  void restsWhenNothingIsOpen() {
    var looks = new ArrayList<Quiescence.Look>();
    var last = new Quiescence(stores.target(), SALE).await(looks::add);

    assertThat(looks).containsExactly(last);
    assertThat(last.isQuiet()).as(last.toString()).isTrue();
  }

  @Test
  void waitsForWhatIsHeldAndSaysWhatIsStillOpenAtTheLimit() {
    stores.hall.set(new Hall(10, 6, 4));
    stores.order(HALL, ADA, UUID.randomUUID(), "PENDING", PRICE).execute();
    var looks = new ArrayList<Quiescence.Look>();

    var last =
        new Quiescence(stores.target(), SALE)
            .await(look -> {
              looks.add(look);
              if (looks.size() == 3) {
                stores.hall.set(new Hall(10, 7, 3));
              }
            });

    assertThat(looks.getFirst().held()).isEqualTo(1);
    assertThat(last.held()).isZero();
    assertThat(last.isQuiet()).isFalse();
    assertThat(last.after()).isGreaterThanOrEqualTo(last.limit());
    assertThat(last.toString()).contains("1 pending orders");
  }
}
