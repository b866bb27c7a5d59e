package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge.Answer;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What one user and one network address may do (rows A12 and R15), behind a proxy that tells whose
/// request it is.
final class RouteLimitTest {
  private static final String NOWHERE = "static://127.0.0.1:" + RunningEdge.closedPort();

  /// An address of this machine at which no Redis listens.
  private static final String NO_REDIS = "--boxoffice.guard.redis.host=127.0.0.2";

  private static final String[] SETTINGS = {
    "--server.tomcat.remoteip.remote-ip-header=X-Forwarded-For",
    "--server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1",
    "--boxoffice.guard.limits.browse-user.burst=4",
    "--boxoffice.guard.limits.browse-user.every=1h",
    "--boxoffice.guard.limits.browse-address.burst=6",
    "--boxoffice.guard.limits.browse-address.every=1h"
  };

  private static RunningUserGrpc users;
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    users = RunningUserGrpc.start();
    edge = RunningEdge.before(users.target(), NOWHERE, NOWHERE, SETTINGS);
  }

  @AfterAll
  static void stop() {
    edge.close();
    users.close();
  }

  private static Answer read(Person person, String address) {
    return edge.send(
        edge.request("/v1/accounts/me")
            .header("Authorization", "Bearer " + person.accessToken())
            .header("X-Forwarded-For", address));
  }

  /// One nobody else in this run has.
  private static String address() {
    var random = ThreadLocalRandom.current();
    return "2001:db8:%x:%x::1".formatted(random.nextInt(1, 0xffff), random.nextInt(1, 0xffff));
  }

  @Test
  void tellsWhatIsLeftAndRefusesWhoTakesMoreThanTheirShare() {
    var school = address();
    var one = users.person("buyer");
    var other = users.person("buyer");

    for (var left = 3; left >= 0; left--) {
      var answer = read(one, school);
      var ofUser = "\"browse-user\";r=" + left + ";t=";
      var ofAddress = "\"browse-address\";r=" + (left + 2) + ";t=";
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.response().headers().allValues("RateLimit-Policy"))
          .containsExactly("\"browse-user\";q=4;w=14400", "\"browse-address\";q=6;w=21600");
      assertThat(answer.response().headers().allValues("RateLimit"))
          .hasSize(2)
          .anyMatch(limit -> limit.startsWith(ofUser))
          .anyMatch(limit -> limit.startsWith(ofAddress));
    }
    var refused = read(one, school);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("rate-limited");
    assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(3_500L, 3_600L);
    assertThat(refused.response().headers().allValues("RateLimit"))
        .anyMatch(limit -> limit.startsWith("\"browse-user\";r=0;t="));
    // who was refused has used nothing up
    assertThat(read(other, school).status()).isEqualTo(200);
    assertThat(read(other, school).status()).isEqualTo(200);
    assertThat(read(other, school).code()).isEqualTo("rate-limited");
    assertThat(read(other, address()).status()).isEqualTo(200);
  }

  @Test
  void letsNoMoreThroughWhenManyAskAtOnceA12() throws Exception {
    var person = users.person("buyer");
    Callable<Integer> call = () -> read(person, address()).status();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var statuses = threads.invokeAll(Stream.generate(() -> call).limit(20).toList());

      assertThat(statuses.stream().map(status -> status.resultNow()))
          .containsOnly(200, 429)
          .filteredOn(status -> status == 200)
          .hasSize(4);
    }
  }

  @Test
  void countsWhoeverHasNoTokenOrNoneThatIsNeeded() {
    var address = address();
    for (var call = 0; call < 6; call++) {
      assertThat(anonymous(edge, address, "/v1/orders").code()).isEqualTo("unauthenticated");
    }

    assertThat(anonymous(edge, address, "/v1/orders").code()).isEqualTo("rate-limited");
    assertThat(anonymous(edge, address, "/v1/performances").code()).isEqualTo("rate-limited");
  }

  @Test
  void knowsAClassOfRoutesHoweverItsPathIsWritten() {
    for (var holds : List.of("holds", "%68olds")) {
      var answer =
          edge.send(edge.post("/v1/performances/" + UUID.randomUUID() + "/" + holds, "k", "{}"));

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("RateLimit")).startsWith("\"claim-address\";");
    }
  }

  @Test
  void browsingGoesOnWithoutRedisUnderALimitOfTheProcessR15() {
    try (var alone =
        RunningEdge.alone(
            Stream.concat(Stream.of(SETTINGS), Stream.of(NO_REDIS)).toArray(String[]::new))) {
      var address = address();
      for (var call = 0; call < 6; call++) {
        assertThat(anonymous(alone, address, "/v1/performances").code())
            .isEqualTo("inventory-unavailable");
      }

      assertThat(anonymous(alone, address, "/v1/performances").code()).isEqualTo("rate-limited");
    }
  }

  private static Answer anonymous(RunningEdge edge, String address, String path) {
    return edge.send(edge.request(path).header("X-Forwarded-For", address));
  }
}
