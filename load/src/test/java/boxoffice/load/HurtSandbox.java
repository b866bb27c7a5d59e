package boxoffice.load;

import boxoffice.load.client.Buyer;
import boxoffice.load.client.Rest;
import boxoffice.load.system.Control;
import boxoffice.load.system.Target;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// A sandbox of processes with the test constants and a proxy between any two pieces, and what can
/// be done to its orders, its provider and its PostgreSQL.
final class HurtSandbox implements AutoCloseable {
  private static final int PEOPLE = 400;
  private static final int SEATS = 120;
  private static final List<String> LINKS =
      List.of(
          "edge/inventory-1",
          "edge/order-1",
          "edge/order-2",
          "order/inventory-1",
          "order/inventory-2",
          "order/postgres",
          "order/provider",
          "order/smtp",
          "inventory/postgres",
          "inventory/redis");

  private final Path folder;
  private final Opened opened;
  private final HurtProvider provider;
  private final HurtPostgres postgres;
  private final List<Buyer> people;

  /// Where it is seen whether everything sells again.
  private final JudgedSale healing;

  private HurtSandbox(Path folder) {
    this.folder = folder;
    opened = open("inventory=2,order=2", folder, "order:boxoffice.order.provider.breaker-open=2s");
    provider = new HurtProvider(opened.target());
    postgres = new HurtPostgres(opened.target());
    people = opened.buyers(PEOPLE);
    healing = JudgedSale.open(opened, PEOPLE, people, folder.resolve("heal"), 0);
    healing.stopWatching();
    awaitPurchases();
  }

  static HurtSandbox start(Path folder) {
    return new HurtSandbox(folder);
  }

  /// @param processes such as `inventory=2`
  /// @param settings of services, such as `order:boxoffice.order.lease=10s`
  static Opened open(String processes, Path folder, String... settings) {
    var options = new RunOptions();
    options.fresh = true;
    options.processes = processes;
    options.sandbox =
        Stream.concat(
                Stream.of("--constants=test", "--faults", "--jvm-option=-XX:TieredStopAtLevel=1"),
                Arrays.stream(settings).map(setting -> "--set=" + setting))
            .toList();
    return Opened.open(options, List.of(), folder);
  }

  HurtProvider provider() {
    return provider;
  }

  HurtPostgres postgres() {
    return postgres;
  }

  HurtRedis redis() {
    return new HurtRedis(opened.target(), opened.control(), folder.resolve("sandbox/redis"));
  }

  /// How many mails name an order.
  long mails(UUID order) {
    try (var inbox = new Rest(Objects.requireNonNull(opened.target().inbox()))) {
      return inbox
          .get("/messages", null)
          .body()
          .valueStream()
          .filter(mail -> mail.path("text").asString("").contains(order.toString()))
          .count();
    }
  }

  Target.Constants constants() {
    return opened.target().constants();
  }

  /// A new house.
  ///
  /// @param row of the fault matrix that is played there
  JudgedSale sale(String row) {
    return JudgedSale.open(opened, SEATS, people, folder.resolve(row), row.hashCode());
  }

  /// A new house under load.
  FaultedSale faultedSale(String row) {
    return FaultedSale.begin(opened, people, folder.resolve(row), row.hashCode());
  }

  /// @param verb such as `kill`
  void process(String name, String verb) {
    control().process(name, verb);
  }

  /// @param link such as `edge/order-1`
  void link(String link, String verb) {
    link(link, verb, "");
  }

  /// @param detail such as `millis=100`
  void link(String link, String verb, String detail) {
    control().link(link, verb, detail);
  }

  private Control control() {
    return opened.control();
  }

  /// All work on orders and reservations is done by the first process of each service, so that it
  /// is known whom to kill.
  void leaveOneOfEach() {
    healing.await("no mail in anybody's hands", () -> postgres.unsent() == 0);
    link("edge/order-2", "cut");
    link("order/inventory-2", "cut");
    process("order-2", "stop");
  }

  /// The second ones work too.
  void letAllWork() {
    process("order-2", "continue");
    link("order/inventory-2", "heal");
    link("edge/order-2", "heal");
  }

  void heal(List<String> links) {
    links.forEach(link -> link(link, "heal"));
  }

  /// Beside each other.
  void restart(String... names) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var name : names) {
        threads.execute(() -> process(name, "restart"));
      }
    }
  }

  /// Ends all faults and waits until every process sells again.
  void heal() {
    provider.heal();
    heal(LINKS);
    inState("STOPPED").forEach(name -> process(name, "continue"));
    restart(inState("GONE").toArray(String[]::new));
    awaitPurchases();
  }

  private List<String> inState(String state) {
    return control().processes().stream()
        .filter(process -> process.state().equals(state))
        .map(Target.Member::name)
        .toList();
  }

  /// Calls take turns: some after each other have met every process.
  private void awaitPurchases() {
    for (int process = 0; process < 4; process++) {
      healing.await("a purchase", () -> Purchase.isConfirmed(Purchase.hold(healing).order()));
    }
  }

  @Override
  public void close() {
    healing.close();
    postgres.close();
    provider.close();
    opened.close();
  }
}
