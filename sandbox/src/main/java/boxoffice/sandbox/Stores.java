package boxoffice.sandbox;

import boxoffice.db.MigrateDatabase;
import boxoffice.guard.redis.GuardRedisRules;
import boxoffice.inventory.redis.RedisRules;
import boxoffice.parts.inbox.Inbox;
import boxoffice.parts.postgres.LocalPostgres;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.parts.provider.WebhookEndpoint;
import boxoffice.parts.redis.LocalRedis;
import java.net.URI;
import java.nio.file.Path;

/// What the services lean on: PostgreSQL in its shape, Redis, the payment provider, the inbox.
/// Closed in the opposite order of starting, those too that started before one that did not.
final class Stores implements AutoCloseable {
  private static final int SPARE_CONNECTIONS = 120;
  private static final int CONNECTIONS_OF_A_PROCESS = 20;

  private final Pieces pieces = new Pieces();
  private final LocalPostgres postgres;
  private final LocalRedis redis;
  private final PaymentProvider provider;
  private final Inbox inbox;

  /// @param instances of services that want connections
  Stores(Path folder, Ports ports, FreePorts free, Secrets secrets, int instances) {
    try {
      postgres =
          pieces.start(
              () ->
                  LocalPostgres.start(
                      new LocalPostgres.Settings(
                          folder.resolve("postgres"),
                          free.next(),
                          secrets.of("postgres"),
                          SPARE_CONNECTIONS + instances * CONNECTIONS_OF_A_PROCESS)),
              LocalPostgres::close);
      redis =
          pieces.start(
              () ->
                  LocalRedis.start(
                      withUsers(
                          new LocalRedis.Settings(
                              folder.resolve("redis"), free.next(), secrets.of("redis")))),
              LocalRedis::close);
      MigrateDatabase.migrate(
          postgres.jdbcUrl(),
          postgres.superuser(),
          postgres.password(),
          secrets.databasePasswords());
      provider =
          pieces.start(
              () ->
                  PaymentProvider.start(
                      new PaymentProvider.Settings(
                          folder.resolve("provider"), ports.provider(), "sk_test_sandbox")),
              PaymentProvider::close);
      provider.webhooks().sendTo(endpoint(ports, secrets));
      inbox = pieces.start(() -> Inbox.start(ports.inboxSmtp(), ports.inboxHttp()), Inbox::close);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private static WebhookEndpoint endpoint(Ports ports, Secrets secrets) {
    var url = URI.create("http://127.0.0.1:" + ports.edge() + "/v1/webhooks/stripe");
    return new WebhookEndpoint(url, secrets.of("webhook"), WebhookEndpoint.MONEY);
  }

  private static LocalRedis.Settings withUsers(LocalRedis.Settings settings) {
    var all = settings.withUser(RedisRules.USER, RedisRules.text());
    for (var rules : GuardRedisRules.values()) {
      all = all.withUser(rules.user(), rules.text());
    }
    return all;
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

  Inbox inbox() {
    return inbox;
  }

  @Override
  public void close() {
    pieces.close();
  }
}
