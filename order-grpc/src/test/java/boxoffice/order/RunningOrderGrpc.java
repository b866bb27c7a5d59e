package boxoffice.order;

import boxoffice.db.MigratedPostgres;
import boxoffice.user.GuardRedisForTests;
import boxoffice.user.Insisting;
import boxoffice.user.Patience;
import boxoffice.user.RunningUserGrpc;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/// A real order-grpc on free ports, with [MigratedPostgres] and the peers it is given.
public final class RunningOrderGrpc implements AutoCloseable {
  public static final String TICKET_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  /// What the payment provider signs its events with.
  public static final String WEBHOOK_SECRET = "whsec_of_the_tests_0001";

  private final ConfigurableApplicationContext context;
  private final ManagedChannel channel;
  private final ManagedChannel once;

  private RunningOrderGrpc(List<String> arguments) {
    this.context = OrderApplication.start(arguments.toArray(String[]::new));
    this.channel = Insisting.channel(port());
    this.once = NettyChannelBuilder.forAddress("127.0.0.1", port()).usePlaintext().build();
  }

  /// The others that it works with.
  ///
  /// @param inventoryTarget for `boxoffice.channels.inventory.target`
  /// @param providerUrl of the payment provider
  /// @param providerKey its secret key
  public record Peers(
      RunningUserGrpc user, String inventoryTarget, String providerUrl, String providerKey) {}

  /// @param more arguments, such as `--boxoffice.order.payment-time=5s`
  public static RunningOrderGrpc start(Peers peers, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.grpc.server.port=0",
                "--spring.grpc.server.health.schedule.delay=100ms",
                "--spring.datasource.url=" + MigratedPostgres.jdbcUrl(),
                "--spring.datasource.password=" + MigratedPostgres.orderGrpcPassword(),
                "--spring.mail.port=" + peers.user().inbox().smtpPort(),
                "--boxoffice.channels.user.target=" + peers.user().target(),
                "--boxoffice.channels.inventory.target=" + peers.inventoryTarget(),
                "--boxoffice.guard.client.id=" + RunningUserGrpc.ORDER_CLIENT_ID,
                "--boxoffice.guard.client.secret=" + RunningUserGrpc.ORDER_CLIENT_SECRET,
                "--boxoffice.order.provider.base-url=" + peers.providerUrl(),
                "--boxoffice.order.provider.secret-key=" + peers.providerKey(),
                "--boxoffice.order.webhook.secret=" + WEBHOOK_SECRET,
                // only what a test tells is heard of
                "--boxoffice.order.webhook.look-interval=1h",
                "--boxoffice.order.ticket-key=" + TICKET_KEY));
    arguments.addAll(GuardRedisForTests.arguments());
    arguments.addAll(Patience.ofGuard());
    arguments.addAll(Patience.ofDatabase());
    RunningUserGrpc.replace(arguments, List.of(more));
    return new RunningOrderGrpc(arguments);
  }

  /// Of the gRPC server on 127.0.0.1.
  public int port() {
    return context.getBean(GrpcServerLifecycle.class).getPort();
  }

  /// For the setting `boxoffice.channels.order.target`.
  public String target() {
    return "static://127.0.0.1:" + port();
  }

  /// Whose calls are repeated while they are answered by UNAVAILABLE.
  public Channel channel() {
    return channel;
  }

  /// Whose calls are made once, for whoever is to hear that something is away.
  Channel once() {
    return once;
  }

  /// All that it may have to PostgreSQL.
  DataSource connections() {
    return context.getBean(DataSource.class);
  }

  /// How often it brought orders to this state.
  double changedTo(String state) {
    return context
        .getBean(MeterRegistry.class)
        .counter("boxoffice.orders.changed", "state", state)
        .count();
  }

  /// How many events it left out because they were too long.
  double leftOut() {
    return context
        .getBean(MeterRegistry.class)
        .counter("boxoffice.order.webhooks", "outcome", "too_long")
        .count();
  }

  /// How far its asking for what happened lags, in seconds.
  double lookLag() {
    return context
        .getBean(MeterRegistry.class)
        .get("boxoffice.order.webhooks.look.lag")
        .gauge()
        .value();
  }

  /// Answers 200 while it is ready, 503 while it is not.
  URI readiness() {
    var port = context.getEnvironment().getRequiredProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + "/readyz");
  }

  @Override
  public void close() {
    channel.shutdownNow();
    once.shutdownNow();
    context.close();
  }
}
