package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Checker;
import boxoffice.load.check.Finding;
import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.check.Quiescence;
import boxoffice.load.check.Sale;
import boxoffice.load.check.Watch;
import boxoffice.load.client.Buyer;
import boxoffice.load.client.Reply;
import boxoffice.load.history.Event.Kind;
import boxoffice.load.history.History;
import boxoffice.load.scenario.FinalReads;
import boxoffice.load.scenario.Habits;
import boxoffice.load.scenario.House;
import boxoffice.load.scenario.Mixed;
import boxoffice.load.scenario.Stage;
import boxoffice.load.scenario.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// A new house under load from the moment it opens, while a test plays a fault, and the judgement
/// of it once it is quiet again: buyers take named seats and the best ones, order, pay, give back
/// and walk away.
final class FaultedSale implements AutoCloseable {
  /// What nobody could do for a while; the same call may work later.
  static final Set<String> OUTAGE =
      Set.of("inventory-unavailable", "overloaded", "outcome-unknown");

  /// Ends of calls that have nothing to do with a fault.
  private static final Set<String> USUAL =
      Set.of(
          "ok",
          "seat-unavailable",
          "sold-out",
          "purchase-limit",
          "payment-declined",
          "idempotency-in-progress");

  private static final int SEATS = 800;
  private static final int SEATS_PER_BUYER = 6;
  private static final double VISITS_PER_SECOND = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration BETWEEN = Duration.ofMillis(50);
  private static final Habits HABITS =
      new Habits(Duration.ofMillis(500), 0.3, 0.4, 0.2, 0.05, 0.3, Duration.ofMillis(5));

  private final Opened opened;
  private final RunFolder folder;
  private final House house;
  private final Sale sale;
  private final Shops shops;
  private final Watch watch;
  private final Stage stage;
  private final Stop stop = new Stop();
  private final List<Buyer> probes;
  private final AtomicInteger nextProbe = new AtomicInteger();
  private final Thread load;

  private FaultedSale(Opened opened, List<Buyer> people, Path path, long seed) {
    this.opened = opened;
    folder = RunFolder.create(path, "fault", LoadConfiguration.clock().instant());
    house = opened.house(SEATS, SEATS_PER_BUYER, seed);
    sale = new Sale(house.performanceId(), house.currency(), house.prices(), SEATS_PER_BUYER);
    shops = Shops.open(opened, folder.history(), false, 64);
    watch = Watch.start(opened.target(), sale);
    probes = people.subList(people.size() / 2, people.size());
    stage =
        new Stage(
            shops.shop(),
            opened.rest(),
            house,
            people.subList(0, people.size() / 2),
            seed,
            stop,
            new Stage.Orders(),
            () -> false);
    var visits = new Mixed(Long.MAX_VALUE, VISITS_PER_SECOND, 1, 300, HABITS, begun -> {});
    load = Thread.ofPlatform().name("load").daemon().start(() -> visits.drive(stage));
  }

  /// @param people half of them buy, half of them ask in the name of the test
  /// @param path where the history goes
  static FaultedSale begin(Opened opened, List<Buyer> people, Path path, long seed) {
    return new FaultedSale(opened, people, path, seed);
  }

  /// Waits until so many more holds of the load worked.
  void awaitHeld(int more) {
    awaitMore(more, Set.of("ok"));
  }

  /// Waits until so many more holds of the load were refused by the outage, or left open by it.
  void awaitOutage(int more) {
    awaitMore(more, OUTAGE);
  }

  /// Waits until so many more holds of the load ended, whatever came of them.
  void awaitEnded(int more) {
    var all = new HashSet<>(OUTAGE);
    all.addAll(USUAL);
    awaitMore(more, all);
  }

  private void awaitMore(int more, Set<String> outcomes) {
    var enough = holds(outcomes) + more;
    await(more + " holds " + outcomes, () -> holds(outcomes) >= enough);
  }

  private long holds(Set<String> outcomes) {
    return outcomes.stream().mapToLong(outcome -> shops.meter().count("hold", outcome)).sum();
  }

  /// Asks for the best seat, each time as somebody else, until the answer is as wanted.
  Probe awaitHold(String what, Predicate<Reply> wanted) {
    var began = System.nanoTime();
    var asked = new ArrayList<Probe>();
    await(
        what,
        () -> {
          asked.add(probe());
          return wanted.test(asked.getLast().reply());
        });
    say(what + " after " + millisSince(began) + " ms, asked " + asked.size() + " times");
    return asked.getLast();
  }

  /// A hold that the test asked for.
  record Probe(Buyer buyer, Reply reply) {
    String hold() {
      return reply.body().path("name").asString();
    }
  }

  private Probe probe() {
    var buyer = nextProbe();
    var performance = house.performanceId();
    return new Probe(buyer, shops.shop().holdBest(buyer, key(), performance, 1, System.nanoTime()));
  }

  /// The first hold after the fault.
  void awaitRecovery() {
    awaitHold("first hold after the fault", Reply::ok);
  }

  /// The catalogue needs no Redis.
  void awaitCatalogue() {
    await(
        "the catalogue", () -> opened.rest().get("/v1/performances?pageSize=20", nextProbe()).ok());
  }

  private Buyer nextProbe() {
    return probes.get(nextProbe.getAndIncrement() % probes.size());
  }

  Reply release(Probe held) {
    return shops.shop().release(held.buyer(), key(), held.hold(), System.nanoTime());
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  void await(String what, BooleanSupplier there) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("waited for " + what + "; meanwhile " + shops.meter().figures(PATIENCE))
          .isLessThan(until);
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  /// Ends the load, waits until all is quiet and judges: what buyers heard beside their usual
  /// answers must be among those allowed, every invariant must hold, and every seat that is shown
  /// free can be had.
  void judge(Set<String> allowed) {
    stop.now();
    join();
    var look = new Quiescence(opened.target(), sale).await(_ -> {});
    FinalReads.make(stage);
    watch.close();
    shops.close();
    var heard = heard();
    say(heard + "; quiet after " + look.after().toSeconds() + " s: " + look);
    var findings = new Checker(opened.target(), folder.history(), sale).check(watch);

    assertThat(findings).filteredOn(finding -> finding.verdict() == Verdict.VIOLATED).isEmpty();
    assertThat(findings)
        .filteredOn(finding -> finding.verdict() == Verdict.HOLDS)
        .extracting(Finding::code)
        .contains("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S9", "S10", "S11", "S14", "S20")
        .contains("L1", "L5", "Q");
    assertThat(look.isQuiet()).as(look.toString()).isTrue();
    assertEveryFreeSeatCanBeHeld();
    var expected = new HashSet<>(USUAL);
    expected.addAll(allowed);
    assertThat(heard).allSatisfy((kind, ends) -> assertThat(ends.keySet()).isSubsetOf(expected));
  }

  private void join() {
    try {
      load.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// How the calls that change something ended.
  private Map<Kind, Map<String, Integer>> heard() {
    var heard = new EnumMap<Kind, Map<String, Integer>>(Kind.class);
    History.forEach(
        folder.history(),
        event -> {
          var reads = Set.of(Kind.LOOK, Kind.READ_ORDER, Kind.READ_TICKETS).contains(event.kind());
          if (event.isEnd() && !reads) {
            heard
                .computeIfAbsent(event.kind(), _ -> new TreeMap<>())
                .merge(String.valueOf(event.outcome()), 1, Integer::sum);
          }
        });
    return heard;
  }

  private void assertEveryFreeSeatCanBeHeld() {
    var performance = "/v1/performances/" + house.performanceId();
    var seen = opened.rest().get(performance + "/availability", null).body();
    var taken = new HashSet<Integer>();
    seen.path("takenOrdinals").forEach(ordinal -> taken.add(ordinal.asInt()));
    var free = new ArrayList<Map<String, String>>();
    for (int ordinal = 0; ordinal < SEATS; ordinal++) {
      if (!taken.contains(ordinal)) {
        free.add(Map.of("seatId", house.seats().get(ordinal).id().toString()));
      }
    }
    for (int from = 0; from < free.size(); from += SEATS_PER_BUYER) {
      var some = free.subList(from, Math.min(free.size(), from + SEATS_PER_BUYER));
      var held =
          opened.rest().post(performance + "/holds", Map.of("seats", some), nextProbe(), key());
      assertThat(held.status()).as(held + " of " + some).isEqualTo(201);
    }
    say(taken.size() + " seats sold, the " + free.size() + " free ones can be held");
  }

  private void say(String text) {
    System.out.println(folder.path().getFileName() + ": " + text);
  }

  private static long millisSince(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  @Override
  public void close() {
    stop.now();
    join();
    watch.close();
    shops.close();
  }
}
