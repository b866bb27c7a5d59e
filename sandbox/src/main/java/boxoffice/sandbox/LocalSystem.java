package boxoffice.sandbox;

import boxoffice.db.MigrateDatabase;
import boxoffice.edge.EdgeApplication;
import boxoffice.inventory.InventoryApplication;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.order.OrderApplication;
import boxoffice.parts.inbox.Inbox;
import boxoffice.parts.postgres.LocalPostgres;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.parts.redis.LocalRedis;
import boxoffice.user.UserApplication;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.context.ConfigurableApplicationContext;

/// Everything, started in order and stopped in the opposite one: stores, provider, inbox, services,
/// edge.
///
/// What was started is stopped even when a later piece fails to start. Not for several threads.
final class LocalSystem implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Ports ports;
  private final Secrets secrets;
  private final Deque<Runnable> stops = new ArrayDeque<>();
  private final LocalPostgres postgres;
  private final LocalRedis redis;
  private final PaymentProvider provider;
  private final Inbox inbox;
  private final ConfigurableApplicationContext users;
  private ConfigurableApplicationContext inventory;

  private LocalSystem(Path folder, Ports ports) {
    this.ports = ports;
    this.secrets = Secrets.keptIn(folder);
    try {
      postgres =
          start(
              () ->
                  LocalPostgres.start(
                      LocalPostgres.Settings.kept(
                          folder.resolve("postgres"), 0, secrets.of("postgres"))),
              LocalPostgres::close);
      redis =
          start(
              () ->
                  LocalRedis.start(
                      new LocalRedis.Settings(folder.resolve("redis"), 0, secrets.of("redis"))
                          .withUser(RedisRules.USER, RedisRules.text())),
              LocalRedis::close);
      MigrateDatabase.migrate(
          postgres.jdbcUrl(),
          postgres.superuser(),
          postgres.password(),
          secrets.databasePasswords());
      provider =
          start(
              () ->
                  PaymentProvider.start(
                      new PaymentProvider.Settings(
                          folder.resolve("provider"), ports.provider(), "sk_test_sandbox")),
              PaymentProvider::close);
      inbox = start(() -> Inbox.start(ports.inboxSmtp(), ports.inboxHttp()), Inbox::close);
      users =
          start(
              () -> UserApplication.start(userArguments()), ConfigurableApplicationContext::close);
      inventory = start(this::runInventory, ConfigurableApplicationContext::close);
      start(() -> OrderApplication.start(orderArguments()), ConfigurableApplicationContext::close);
      start(() -> EdgeApplication.start(edgeArguments()), ConfigurableApplicationContext::close);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// @param folder where data and secrets are kept
  static LocalSystem start(Path folder, Ports ports) {
    ports.check();
    return new LocalSystem(folder, ports);
  }

  private <T> T start(Supplier<T> starter, Consumer<T> stop) {
    var piece = starter.get();
    stops.push(() -> stop.accept(piece));
    return piece;
  }

  private ConfigurableApplicationContext runInventory() {
    return InventoryApplication.start(inventoryArguments());
  }

  /// inventory-grpc alone; its stores go on.
  void stopInventory() {
    inventory.close();
  }

  void startInventoryAgain() {
    inventory = start(this::runInventory, ConfigurableApplicationContext::close);
  }

  private String[] userArguments() {
    return arguments(
        ports.user(),
        ports.userManagement(),
        List.of(
            "--spring.datasource.url=" + postgres.jdbcUrl(),
            "--spring.datasource.password=" + secrets.of("user_grpc"),
            "--spring.mail.port=" + inbox.smtpPort(),
            "--boxoffice.user.origin=" + edgeUrl(),
            "--boxoffice.user.master-key=" + secrets.of("master_key"),
            "--boxoffice.user.clients[0].id=order-grpc",
            "--boxoffice.user.clients[0].secret=" + secrets.of("order_client"),
            "--boxoffice.user.clients[0].scopes=inventory.reserve,accounts.contact"));
  }

  private String[] inventoryArguments() {
    return arguments(
        ports.inventory(),
        ports.inventoryManagement(),
        List.of(
            "--spring.datasource.url=" + postgres.jdbcUrl(),
            "--spring.datasource.password=" + secrets.of("inventory_grpc"),
            "--boxoffice.inventory.redis.host=" + redis.host(),
            "--boxoffice.inventory.redis.port=" + redis.port(),
            "--boxoffice.inventory.redis.username=" + RedisRules.USER,
            "--boxoffice.inventory.redis.password=" + redis.password(),
            "--boxoffice.channels.user.target=" + target(ports.user())));
  }

  private String[] orderArguments() {
    return arguments(
        ports.order(),
        ports.orderManagement(),
        List.of(
            "--spring.datasource.url=" + postgres.jdbcUrl(),
            "--spring.datasource.password=" + secrets.of("order_grpc"),
            "--spring.mail.port=" + inbox.smtpPort(),
            "--boxoffice.order.mail.origin=" + edgeUrl(),
            "--boxoffice.order.provider.base-url=" + provider.url(),
            "--boxoffice.order.provider.secret-key=" + provider.secretKey(),
            "--boxoffice.order.client.secret=" + secrets.of("order_client"),
            "--boxoffice.order.ticket-key=" + secrets.of("ticket_key"),
            "--boxoffice.channels.user.target=" + target(ports.user()),
            "--boxoffice.channels.inventory.target=" + target(ports.inventory())));
  }

  private String[] edgeArguments() {
    return new String[] {
      "--server.port=" + ports.edge(),
      "--management.server.port=" + ports.edgeManagement(),
      "--boxoffice.channels.user.target=" + target(ports.user()),
      "--boxoffice.channels.inventory.target=" + target(ports.inventory()),
      "--boxoffice.channels.order.target=" + target(ports.order())
    };
  }

  private static String[] arguments(int port, int managementPort, List<String> more) {
    var arguments = new ArrayList<>(more);
    arguments.add("--spring.grpc.server.port=" + port);
    arguments.add("--server.port=" + managementPort);
    arguments.add("--boxoffice.dev=true");
    return arguments.toArray(String[]::new);
  }

  private static String target(int port) {
    return "static://" + LOOPBACK + ":" + port;
  }

  String edgeUrl() {
    return "http://localhost:" + ports.edge();
  }

  String inboxUrl() {
    return "http://localhost:" + ports.inboxHttp();
  }

  Ports ports() {
    return ports;
  }

  LocalPostgres postgres() {
    return postgres;
  }

  LocalRedis redis() {
    return redis;
  }

  PaymentProvider provider() {
    return provider;
  }

  ConfigurableApplicationContext users() {
    return users;
  }

  Audit audit() {
    return new Audit(postgres.jdbcUrl(), secrets.of("auditor"), provider);
  }

  @Override
  public void close() {
    while (!stops.isEmpty()) {
      stops.pop().run();
    }
  }
}
