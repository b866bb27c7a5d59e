package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.RunningUserGrpc;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What one network address may try, behind a proxy that tells whose request it is.
final class AddressLimitTest {
  private static final int BURST = 3;

  private static RunningUserGrpc users;
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    users = RunningUserGrpc.start();
    var nowhere = "static://127.0.0.1:" + RunningEdge.closedPort();
    edge =
        RunningEdge.before(
            users.target(),
            nowhere,
            nowhere,
            "--server.tomcat.remoteip.remote-ip-header=X-Forwarded-For",
            "--server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1",
            "--boxoffice.guard.limits.sign-in-address.burst=" + BURST,
            "--boxoffice.guard.limits.sign-in-address.every=1h");
  }

  @AfterAll
  static void stop() {
    edge.close();
    users.close();
  }

  private static RunningEdge.Answer signInFrom(String address) {
    var body =
        "{\"email\":\"u6-%s@example.com\",\"password\":\"one password for all\"}"
            .formatted(UUID.randomUUID());
    return edge.send(
        edge.post("/v1/sessions", UUID.randomUUID().toString(), body)
            .header("X-Forwarded-For", address));
  }

  /// One nobody else in this run has.
  private static String network() {
    return "2001:db8:%x:%x"
        .formatted(
            ThreadLocalRandom.current().nextInt(1, 0xffff),
            ThreadLocalRandom.current().nextInt(1, 0xffff));
  }

  @Test
  void refusesOnePasswordForManyAccountsU6() {
    var network = network();
    for (int i = 0; i < BURST; i++) {
      assertThat(signInFrom(network + "::" + (i + 1)).code()).isEqualTo("invalid-credentials");
    }

    var refused = signInFrom(network + "::ffff");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("rate-limited");
    assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(3_000L, 3_600L);
    // of the limit that refused too, which is the one that has nothing left
    assertThat(refused.response().headers().allValues("RateLimit-Policy"))
        .hasSize(2)
        .anyMatch(policy -> policy.startsWith("\"change-address\";"))
        .contains("\"sign-in-address\";q=3;w=10800");
    assertThat(refused.response().headers().allValues("RateLimit"))
        .filteredOn(limit -> limit.contains(";r=0;"))
        .singleElement()
        .asString()
        .startsWith("\"sign-in-address\";");
    assertThat(signInFrom(network()).code()).isEqualTo("invalid-credentials");
  }

  @Test
  void believesNobodyButTheProxyH17() {
    var address = network() + "::1";
    for (int i = 0; i < BURST; i++) {
      // what stands left of the proxy's own word is the caller's
      assertThat(signInFrom("198.51.100." + i + ", " + address).status()).isEqualTo(401);
    }

    assertThat(signInFrom("198.51.100.77, " + address).status()).isEqualTo(429);
  }
}
