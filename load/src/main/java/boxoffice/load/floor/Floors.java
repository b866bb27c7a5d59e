package boxoffice.load.floor;

import boxoffice.load.floor.Turns.Step;
import boxoffice.load.measure.ProcessCosts;
import boxoffice.load.measure.Ratio;
import boxoffice.load.system.Target;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the system costs, each figure beside what its parts cost alone, measured in turns: a round
/// of the whole, a round of each part, and again. The unit is CPU time of our services and stores
/// per operation; how long the client waited stands beside it.
///
/// What cannot be measured of a target, because a login or an address is missing, is left out with
/// a remark. Seats are claimed and given back: the performance must be one that nobody else uses.
/// Not for several threads.
public final class Floors implements AutoCloseable {
  private static final Set<String> OURS =
      Set.of("user", "inventory", "order", "edge", "redis", "postgres");
  private static final String INVENTORY = "inventory";
  private static final String EMPTY_GRPC = "empty call over gRPC";
  private static final String OPEN_GRPC = "health check over gRPC, without a token";
  private static final String EMPTY_EDGE = "empty call through the edge";
  private static final String BARE = "bare Spring MVC controller";
  private static final String BARE_HOP = "bare controller that asks a bare gRPC server";
  private static final String AVAILABILITY = "availability through the edge";
  private static final String PERFORMANCES = "list of performances through the edge";

  private static final double MILLIS = 1000;

  /// An empty call with a token in place of 0.8 of the calls without one.
  private static final double TOKEN_LIMIT = 1.25;

  // what design.md section 10 allows
  private static final double CLAIM_LIMIT = 1.25;
  private static final double EDGE_LIMIT = 2.5;
  private static final double SCRIPT_LIMIT = 2.5;
  private static final double REFUSED_LIMIT = 1;
  private static final double ORDER_LIMIT = 10;

  private final Target target;
  private final Plan plan;
  private final Clock clock;
  private final List<String> remarks = new ArrayList<>();
  private final Set<String> warm = new HashSet<>();
  private final Trial trial;
  private final @Nullable Calls calls;
  private final @Nullable Claims claims;

  /// A performance that is on sale, all free, and nobody else's.
  ///
  /// @param seatIds by ordinal
  public record House(UUID performanceId, List<UUID> seatIds) {
    public House {
      seatIds = List.copyOf(seatIds);
    }
  }

  /// How much is measured.
  ///
  /// @param rounds how often whole and parts take turns
  /// @param operations of each in a round, as far as there are seats and buyers for it
  /// @param concurrency how many clients beside each other
  /// @param warmUp how many operations of each come before its first round, uncounted
  public record Plan(int rounds, int operations, int concurrency, int warmUp) {
    public Plan {
      if (rounds < 1 || operations < 1 || concurrency < 1 || warmUp < 0) {
        throw new IllegalArgumentException("a floor needs a round, an operation and a client");
      }
    }
  }

  /// @param tokens access tokens of buyers who hold nothing of this house
  public Floors(Target target, List<String> tokens, House house, Plan plan, Clock clock) {
    this.target = target;
    this.plan = plan;
    this.clock = clock;
    this.trial = new Trial(ProcessCosts.of(target), counted(target), plan.concurrency());
    var inventory = target.grpc().getOrDefault(INVENTORY, List.of());
    if (inventory.isEmpty()) {
      remarks.add("no address of inventory's gRPC: only inserts are measured");
      calls = null;
      claims = null;
      return;
    }
    if (target.redis() == null) {
      remarks.add("no login of Redis: nothing is measured beside the claim script");
    }
    if (target.processes().isEmpty()) {
      remarks.add("no processes of the target on this machine: CPU time is not measured");
    }
    calls = new Calls(target.edge(), inventory.getFirst(), tokens);
    claims = new Claims(calls, trial, house, plan, target.redis());
    if (claims.count() < plan.operations()) {
      remarks.add("room for %d claims a round only".formatted(claims.count()));
    }
  }

  /// Provider and inbox are not ours to pay for, unless the sandbox runs everything in one process.
  private static Predicate<String> counted(Target target) {
    var apart =
        target.processes().stream().anyMatch(process -> process.service().equals(INVENTORY));
    return service -> OURS.contains(service) || (!apart && service.equals("sandbox"));
  }

  /// What was left out, and why.
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /// A claim over gRPC against the empty call and the script that are in it.
  public List<Ratio> claimOverGrpc() {
    if (calls == null || claims == null || target.redis() == null) {
      return List.of();
    }
    var turns = turns(Stream.of(claims.overGrpc(), emptyGrpc(calls)), claims.script());
    return turns.ratios(Claims.GRPC, CLAIM_LIMIT, EMPTY_GRPC, Claims.SCRIPT);
  }

  /// A hold over REST against the empty call through the edge, with the script and without; and the
  /// least that it could be of that call, where all but the script cost nothing.
  public List<Ratio> holdOverRest() {
    if (calls == null || claims == null) {
      return List.of();
    }
    var turns = turns(Stream.of(claims.overRest(), emptyEdge(calls)), claims.script());
    var all = new ArrayList<Ratio>();
    if (target.redis() != null) {
      all.addAll(turns.ratios(Claims.REST, CLAIM_LIMIT, EMPTY_EDGE, Claims.SCRIPT));
      all.addAll(turns.ratios(List.of(EMPTY_EDGE, Claims.SCRIPT), null, EMPTY_EDGE));
    }
    all.addAll(turns.ratios(Claims.REST, null, EMPTY_EDGE));
    return all;
  }

  /// The empty call through the edge against the same answer of a bare controller, of one that asks
  /// a bare server behind, and straight over gRPC; the bare servers are started for it.
  public List<Ratio> emptyCallThroughEdge() {
    if (calls == null) {
      return List.of();
    }
    try (var peer = BareServer.peer();
        var bare = BareServer.controllers(peer)) {
      var direct = bareStep(BARE, calls, BareController.PATH, bare);
      var hop = bareStep(BARE_HOP, calls, BareHopController.PATH, bare, peer);
      var turns = turns(Stream.of(emptyEdge(calls), direct, hop, emptyGrpc(calls)), Stream.empty());
      return Stream.of(
              turns.ratios(EMPTY_EDGE, EDGE_LIMIT, BARE),
              turns.ratios(EMPTY_EDGE, null, BARE_HOP),
              turns.ratios(BARE_HOP, null, BARE),
              turns.ratios(EMPTY_EDGE, null, EMPTY_GRPC))
          .flatMap(List::stream)
          .toList();
    }
  }

  /// @param servers the one that is called first
  private Step bareStep(String name, Calls with, String path, BareServer... servers) {
    var members = Stream.of(servers).map(BareServer::member).toList();
    var of = new Trial(new ProcessCosts(() -> members), _ -> true, plan.concurrency());
    return new Step(
        name, of, plan.operations(), number -> with.get(number, servers[0].url(), path));
  }

  /// The claim script against the least script that claims the same seats or none.
  public List<Ratio> claimScript() {
    if (claims == null || target.redis() == null) {
      return List.of();
    }
    return turns(claims.script(), claims.bare()).ratios(Claims.SCRIPT, SCRIPT_LIMIT, Claims.BARE);
  }

  /// A loser against a winner.
  public List<Ratio> refusedClaim() {
    if (claims == null) {
      return List.of();
    }
    return turns(Stream.of(claims.granted()), Stream.of(claims.refused()))
        .ratios(Claims.REFUSED, REFUSED_LIMIT, Claims.GRANTED);
  }

  /// An empty call that proves who calls, with the token of another buyer each time, against one
  /// that proves nothing.
  public List<Ratio> token() {
    if (calls == null) {
      return List.of();
    }
    var open = new Step(OPEN_GRPC, trial, plan.operations(), calls::health);
    return turns(Stream.of(emptyGrpc(calls)), Stream.of(open))
        .ratios(EMPTY_GRPC, TOKEN_LIMIT, OPEN_GRPC);
  }

  /// What a buyer reads against the empty call through the edge.
  public List<Ratio> browse() {
    if (calls == null || claims == null) {
      return List.of();
    }
    var turns =
        turns(
            Stream.of(
                read(calls, AVAILABILITY, claims.availabilityPath()),
                read(calls, PERFORMANCES, "/v1/performances")),
            Stream.of(emptyEdge(calls)));
    return Stream.of(AVAILABILITY, PERFORMANCES)
        .flatMap(name -> turns.ratios(name, null, EMPTY_EDGE).stream())
        .toList();
  }

  /// Orders against plain inserts of the same rows, in milliseconds each: those of a bare loop,
  /// which the limit is for, and the most that PostgreSQL can do.
  ///
  /// @param ordersPerSecond of a round
  public List<Ratio> orders(IntToDoubleFunction ordersPerSecond) {
    var inserts = inserts();
    if (inserts == null) {
      return List.of();
    }
    var orders = new ArrayList<Double>();
    var loops = new ArrayList<Double>();
    var batches = new ArrayList<Double>();
    try (inserts) {
      for (int round = 0; round < plan.rounds(); round++) {
        orders.add(MILLIS / ordersPerSecond.applyAsDouble(round));
        loops.add(MILLIS / inserts.loopPerSecond(plan.operations()));
        batches.add(MILLIS / inserts.batchesPerSecond(plan.operations()));
      }
    }
    return List.of(
        new Ratio("order", "bare loop of its inserts", "ms each", orders, loops, ORDER_LIMIT),
        new Ratio("order", "its inserts in batches at once", "ms each", orders, batches, null));
  }

  private @Nullable PlainInserts inserts() {
    var postgres = target.postgres();
    if (postgres == null || postgres.superuser() == null) {
      remarks.add("no login of PostgreSQL's superuser: plain inserts are not measured");
      return null;
    }
    return PlainInserts.prepare(postgres, postgres.superuser(), plan, clock);
  }

  private Step emptyGrpc(Calls with) {
    return new Step(EMPTY_GRPC, trial, plan.operations(), with::ping);
  }

  private Step emptyEdge(Calls with) {
    return read(with, EMPTY_EDGE, Calls.PING);
  }

  private Step read(Calls with, String name, String path) {
    return new Step(name, trial, plan.operations(), number -> with.get(number, path));
  }

  private Turns turns(Stream<Step> steps, Stream<Step> more) {
    return Turns.of(plan, Stream.concat(steps, more).toList(), warm);
  }

  @Override
  public void close() {
    if (claims != null) {
      claims.close();
    }
    if (calls != null) {
      calls.close();
    }
  }
}
