package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import boxoffice.db.MigratedPostgres;
import boxoffice.guard.boot.BootRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the service does not start on (row D4).
class BootTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Test
  void d4RefusesARoleThatDoesNotWaitForItsCommits() {
    assertThat(
            refusal(
                "--spring.datasource.hikari.data-source-properties.options=-c synchronous_commit=off"))
        .isEqualTo("PostgreSQL has synchronous_commit off, needs on");
  }

  @Test
  void d4RefusesReflectionOutsideDevelopment() {
    assertThat(refusal("--spring.grpc.server.reflection.enabled=true"))
        .isEqualTo("spring.grpc.server.reflection.enabled needs boxoffice.dev=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring.datasource.password",
        "boxoffice.order.ticket-key",
        "boxoffice.guard.client.secret",
        "boxoffice.guard.redis.password",
        "boxoffice.order.provider.secret-key",
        "boxoffice.order.webhook.secret"
      })
  void d4RefusesAMissingOrPlaceholderSecret(String name) {
    assertThat(refusal("--" + name + "=")).isEqualTo(name + " is not set");
    assertThat(refusal("--" + name + "=changeme"))
        .isEqualTo(name + " is a placeholder: it needs a secret of its own");
  }

  @Test
  void d4RefusesAPlaceholderBehindAProvidersPrefix() {
    for (var name :
        List.of("boxoffice.order.provider.secret-key", "boxoffice.order.webhook.secret")) {
      assertThat(refusal("--" + name + "=whsec_placeholder"))
          .isEqualTo(name + " is a placeholder: it needs a secret of its own");
    }
  }

  @Test
  void d4RefusesStripeWithASecretThatStripeNeverGaveOut() {
    assertThat(
            refusal(
                "--boxoffice.order.provider.base-url=https://api.stripe.com",
                "--boxoffice.order.webhook.secret=x7Qw-0Zk_93bLmTTx7Qw"))
        .isEqualTo(
            "boxoffice.order.webhook.secret is no secret of Stripe: those begin with whsec_");
  }

  @Test
  void d4RefusesHalfALoginAtTheMailServer() {
    assertThat(refusal("--spring.mail.username=boxoffice"))
        .startsWith("spring.mail.password is not set");
    assertThat(refusal("--spring.mail.password=x7Qw-0Zk_93bLmTT"))
        .startsWith("spring.mail.username is not set");
  }

  /// Why the service did not start.
  private static String refusal(String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.grpc.server.port=0",
                "--spring.datasource.url=" + MigratedPostgres.jdbcUrl(),
                "--spring.datasource.password=" + MigratedPostgres.orderGrpcPassword(),
                "--boxoffice.order.provider.secret-key=sk_test_of_the_tests",
                "--boxoffice.order.webhook.secret=" + RunningOrderGrpc.WEBHOOK_SECRET,
                "--boxoffice.guard.redis.password=redis-secret-of-the-tests-0001",
                "--boxoffice.guard.client.secret=order-grpc-secret-of-the-tests-0001",
                "--boxoffice.order.ticket-key=" + KEY,
                "--boxoffice.channels.user.target=static://127.0.0.1:1",
                "--boxoffice.channels.inventory.target=static://127.0.0.1:1"));
    for (var argument : more) {
      var name = argument.substring(0, argument.indexOf('=') + 1);
      arguments.removeIf(standard -> standard.startsWith(name));
      arguments.add(argument);
    }
    var failure =
        catchThrowable(() -> OrderApplication.start(arguments.toArray(String[]::new)).close());
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(BootRefusal.class::isInstance)
        .findFirst()
        .map(Throwable::getMessage)
        .orElse("did not refuse: " + failure);
  }
}
