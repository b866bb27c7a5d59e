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
import boxoffice.load.scenario.House;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A new house, and the judgement of what was sold in it: all that buyers do there is written down,
/// what must hold at all times is watched from the moment it opens, and when it is quiet the
/// history, the audit views and the provider's ledger are compared.
final class JudgedSale implements AutoCloseable {
  /// Ends of calls that have nothing to do with a fault.
  static final Set<String> USUAL =
      Set.of(
          "ok",
          "seat-unavailable",
          "sold-out",
          "purchase-limit",
          "payment-declined",
          "idempotency-in-progress");

  /// Of a system that is slow for a moment: nothing happened, or the same key tells what did.
  static final Set<String> BUSY =
      Set.of(
          "inventory-unavailable",
          "payment-unavailable",
          "service-unavailable",
          "overloaded",
          "outcome-unknown");

  private static final int SEATS_PER_BUYER = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private final Opened opened;
  private final RunFolder folder;
  private final House house;
  private final Sale sale;
  private final Shops shops;
  private final Watch watch;
  private final Stage stage;
  private final List<Buyer> probes;
  private final AtomicInteger nextBuyer = new AtomicInteger();
  private final AtomicInteger nextProbe = new AtomicInteger();

  private JudgedSale(Opened opened, int seats, List<Buyer> people, Path path, long seed) {
    this.opened = opened;
    folder = RunFolder.create(path, "fault", LoadConfiguration.clock().instant());
    house = opened.house(seats, SEATS_PER_BUYER, seed);
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
            new Stop(),
            new Stage.Orders(),
            () -> false);
  }

  /// @param people half of them buy, half of them ask in the name of the test
  /// @param path where the history goes
  static JudgedSale open(Opened opened, int seats, List<Buyer> people, Path path, long seed) {
    return new JudgedSale(opened, seats, people, path, seed);
  }

  Stage stage() {
    return stage;
  }

  UUID performanceId() {
    return house.performanceId();
  }

  /// Nobody will ask for a judgement.
  void stopWatching() {
    watch.close();
  }

  /// Calls of this kind that ended in one of these ways.
  long count(String kind, Set<String> outcomes) {
    return outcomes.stream().mapToLong(outcome -> shops.meter().count(kind, outcome)).sum();
  }

  /// Somebody who has not bought anything yet.
  Buyer nextBuyer() {
    return stage.buyers().get(nextBuyer.getAndIncrement() % stage.buyers().size());
  }

  /// Somebody who buys nothing.
  Buyer nextProbe() {
    return probes.get(nextProbe.getAndIncrement() % probes.size());
  }

  static String key() {
    return UUID.randomUUID().toString();
  }

  void await(String what, BooleanSupplier there) {
    await(() -> what, there);
  }

  /// @param what for the message when it does not come
  void await(Supplier<String> what, BooleanSupplier there) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(() -> "waited for " + what.get() + "; " + shops.meter().figures(PATIENCE))
          .isLessThan(until);
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  /// Makes a call, with the same key again for as long as its answer leaves it open.
  Reply answered(Supplier<Reply> call) {
    var last = new AtomicReference<Reply>();
    await(
        () -> "an answer, not " + last.get(),
        () -> {
          last.set(call.get());
          return !last.get().worthRepeating()
              && !last.get().outcome().equals("idempotency-in-progress");
        });
    return last.get();
  }

  /// Waits until all is quiet and judges: what buyers heard beside their usual answers and those of
  /// a busy system must be among those allowed, no invariant may be violated, and every seat that
  /// is shown free can be had.
  ///
  /// @return what was checked and holds; of some invariants a small sale has nothing to check
  List<String> judge(Set<String> allowed) {
    var look = new Quiescence(opened.target(), sale).await(_ -> {});
    var _ = availability(); // what was hurt answers again
    FinalReads.make(stage);
    watch.close();
    shops.close();
    var heard = heard();
    say(heard + "; quiet after " + look.after().toSeconds() + " s: " + look);
    var findings = new Checker(opened.target(), folder.history(), sale).check(watch);

    assertThat(findings).filteredOn(finding -> finding.verdict() == Verdict.VIOLATED).isEmpty();
    var holds =
        findings.stream()
            .filter(finding -> finding.verdict() == Verdict.HOLDS)
            .map(Finding::code)
            .toList();
    assertThat(holds).contains("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S9", "S10", "S14");
    assertThat(holds).contains("L1", "L5", "Q");
    assertThat(look.isQuiet()).as(look.toString()).isTrue();
    assertEveryFreeSeatCanBeHeld();
    var expected = new HashSet<>(USUAL);
    expected.addAll(BUSY);
    expected.addAll(allowed);
    assertThat(heard).allSatisfy((kind, ends) -> assertThat(ends.keySet()).isSubsetOf(expected));
    return holds;
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

  private Reply availability() {
    return answered(
        () -> opened.rest().get("/v1/performances/" + performanceId() + "/availability", null));
  }

  private void assertEveryFreeSeatCanBeHeld() {
    var performance = "/v1/performances/" + performanceId();
    var seen = availability().body();
    var taken = new HashSet<Integer>();
    seen.path("takenOrdinals").forEach(ordinal -> taken.add(ordinal.asInt()));
    var free = new ArrayList<Map<String, String>>();
    for (int ordinal = 0; ordinal < house.seats().size(); ordinal++) {
      if (!taken.contains(ordinal)) {
        free.add(Map.of("seatId", house.seats().get(ordinal).id().toString()));
      }
    }
    for (int from = 0; from < free.size(); from += SEATS_PER_BUYER) {
      var some = free.subList(from, Math.min(free.size(), from + SEATS_PER_BUYER));
      var probe = nextProbe();
      var key = key();
      var held =
          answered(
              () -> opened.rest().post(performance + "/holds", Map.of("seats", some), probe, key));
      assertThat(held.status()).as(held + " of " + some).isEqualTo(201);
    }
    say(taken.size() + " seats sold, the " + free.size() + " free ones can be held");
  }

  void say(String text) {
    System.out.println(folder.path().getFileName() + ": " + text);
  }

  @Override
  public void close() {
    stage.stop().now();
    watch.close();
    shops.close();
  }
}
