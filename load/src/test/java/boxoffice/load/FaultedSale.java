package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.client.Buyer;
import boxoffice.load.client.Reply;
import boxoffice.load.scenario.Habits;
import boxoffice.load.scenario.Mixed;
import boxoffice.load.scenario.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// A new house under load from the moment it opens, while a test plays a fault: buyers take named
/// seats and the best ones, order, pay, give back and walk away.
final class FaultedSale implements AutoCloseable {
  /// What nobody could do for a while; the same call may work later.
  static final Set<String> OUTAGE =
      Set.of("inventory-unavailable", "overloaded", "outcome-unknown");

  private static final int SEATS = 800;
  private static final double VISITS_PER_SECOND = 8;
  private static final Habits HABITS =
      new Habits(Duration.ofMillis(500), 0.3, 0.4, 0.2, 0.05, 0.3, Duration.ofMillis(5));

  private final JudgedSale sale;
  private final Stage stage;
  private final Thread load;

  private FaultedSale(JudgedSale sale) {
    this.sale = sale;
    stage = sale.stage();
    var visits = new Mixed(Long.MAX_VALUE, VISITS_PER_SECOND, 1, 300, HABITS, begun -> {});
    load = Thread.ofPlatform().name("load").daemon().start(() -> visits.drive(stage));
  }

  /// @param people half of them buy, half of them ask in the name of the test
  /// @param path where the history goes
  static FaultedSale begin(Opened opened, List<Buyer> people, Path path, long seed) {
    return new FaultedSale(JudgedSale.open(opened, SEATS, people, path, seed));
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
    all.addAll(JudgedSale.USUAL);
    awaitMore(more, all);
  }

  /// How many holds of the load were refused by an outage so far, or left open by it.
  long outages() {
    return sale.count("hold", OUTAGE);
  }

  private void awaitMore(int more, Set<String> outcomes) {
    var enough = sale.count("hold", outcomes) + more;
    await(more + " holds " + outcomes, () -> sale.count("hold", outcomes) >= enough);
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
    sale.say(what + " after " + millisSince(began) + " ms, asked " + asked.size() + " times");
    return asked.getLast();
  }

  /// A hold that the test asked for.
  record Probe(Buyer buyer, Reply reply) {
    String hold() {
      return reply.body().path("name").asString();
    }
  }

  private Probe probe() {
    var buyer = sale.nextProbe();
    var key = JudgedSale.key();
    return new Probe(
        buyer, stage.shop().holdBest(buyer, key, sale.performanceId(), 1, System.nanoTime()));
  }

  /// The first hold after the fault.
  void awaitRecovery() {
    awaitHold("first hold after the fault", Reply::ok);
  }

  /// The catalogue needs no Redis.
  void awaitCatalogue() {
    await(
        "the catalogue",
        () -> stage.rest().get("/v1/performances?pageSize=20", sale.nextProbe()).ok());
  }

  Reply release(Probe held) {
    var key = JudgedSale.key();
    return sale.answered(
        () -> stage.shop().release(held.buyer(), key, held.hold(), System.nanoTime()));
  }

  void await(String what, BooleanSupplier there) {
    sale.await(what, there);
  }

  /// Ends the load and judges what it left.
  void judge(Set<String> allowed) {
    stage.stop().now();
    join();
    assertThat(sale.judge(allowed)).contains("S11", "S20");
  }

  private void join() {
    try {
      load.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long millisSince(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  @Override
  public void close() {
    stage.stop().now();
    join();
    sale.close();
  }
}
