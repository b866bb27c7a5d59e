package boxoffice.edge;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge.Answer;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What one user and one network address may do (rows A12, R15, Z15, H17, H24), behind a proxy that
/// tells whose request it is.
final class RouteLimitTest {
  private static final String NOWHERE = "static://127.0.0.1:" + RunningEdge.closedPort();

  /// An address of this machine at which no Redis listens.
  private static final String NO_REDIS = "--boxoffice.guard.redis.host=127.0.0.2";

  private static final String[] SETTINGS = {
    // one for each who asks at once: whoever waits too long for one is not counted there
    "--boxoffice.guard.redis.connections=64",
    "--server.tomcat.remoteip.remote-ip-header=X-Forwarded-For",
    "--server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1",
    "--boxoffice.guard.limits.browse-user.burst=4",
    "--boxoffice.guard.limits.browse-user.every=1h",
    "--boxoffice.guard.limits.browse-address.burst=6",
    "--boxoffice.guard.limits.browse-address.every=1h",
    "--boxoffice.guard.limits.claim-user.burst=3",
    "--boxoffice.guard.limits.claim-user.every=1h"
  };

  private static final int STORM = 90; // Tomcat closes a connection after a hundred
  private static final long MICROSECOND = 1_000;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

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
    return read(edge, person, address);
  }

  private static Answer read(RunningEdge edge, Person person, String address) {
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
  void letsNoMoreThroughOverTwoEdgesA12() throws Exception {
    var person = users.person("buyer");
    var school = address();
    try (var second = RunningEdge.before(users.target(), NOWHERE, NOWHERE, SETTINGS);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Integer>>();
      for (var each : List.of(edge, second)) {
        calls.addAll(nCopies(10, () -> read(each, person, address()).status()));
      }
      assertThat(accepted(threads.invokeAll(calls))).isEqualTo(4);

      for (var call = 0; call < 3; call++) {
        assertThat(anonymous(edge, school, "/v1/orders").status()).isEqualTo(401);
        assertThat(anonymous(second, school, "/v1/orders").status()).isEqualTo(401);
      }
      assertThat(anonymous(edge, school, "/v1/orders").status()).isEqualTo(429);
      assertThat(anonymous(second, school, "/v1/orders").status()).isEqualTo(429);
    }
  }

  private static long accepted(List<Future<Integer>> statuses) {
    return statuses.stream().filter(status -> status.resultNow() == 200).count();
  }

  @Test
  void refusesWhoHoldsAgainAndAgainZ15() {
    var greedy = users.person("buyer");
    for (var call = 0; call < 3; call++) {
      assertThat(hold(greedy).code()).isEqualTo("inventory-unavailable");
    }

    assertThat(hold(greedy).code()).isEqualTo("rate-limited");
    assertThat(hold(users.person("buyer")).code()).isEqualTo("inventory-unavailable");
  }

  private static Answer hold(Person person) {
    var key = UUID.randomUUID().toString();
    return edge.send(
        edge.post("/v1/performances/" + key + "/holds", key, "{\"best\":[{\"count\":1}]}")
            .header("Authorization", "Bearer " + person.accessToken()));
  }

  /// What it costs is printed: time of this process on its processors, in the cheapest round.
  @Test
  void refusesWhoNeverWaitsAndTellsHimTheSameH24() {
    var address = address();
    for (var call = 0; call < 6; call++) {
      assertThat(anonymous(edge, address, "/v1/orders").status()).isEqualTo(401);
    }
    var request = "GET /v1/orders HTTP/1.1\nHost: x\nX-Forwarded-For: " + address + "\n";
    var storm = (request + "\n").repeat(STORM - 1) + request + "Connection: close\n\n";
    var cheapest = Long.MAX_VALUE;
    for (var round = 0; round < 10; round++) {
      var before = PROCESS.getProcessCpuTime();
      var answers = edge.raw(storm);
      cheapest = Math.min(cheapest, PROCESS.getProcessCpuTime() - before);
      assertThat(answers.split("HTTP/1\\.1 429 ", -1)).hasSize(STORM + 1);
      assertThat(answers.split("Retry-After: 3[56][0-9][0-9]\r\n", -1)).hasSize(STORM + 1);
    }

    System.out.printf("a refusal costs %d us%n", cheapest / STORM / MICROSECOND);
  }

  @Test
  void countsTheRealPeerWhateverItsHeadersSayH17() {
    var forged =
        List.of(
            "X-Forwarded-For",
            "Forwarded",
            "X-Real-IP",
            "True-Client-IP",
            "X-User-Id",
            "X-Internal");
    try (var open =
        RunningEdge.alone(
            NO_REDIS,
            "--boxoffice.guard.limits.browse-address.burst=" + forged.size(),
            "--boxoffice.guard.limits.browse-address.every=1h")) {
      for (var header : forged) {
        var answer = open.send(open.request("/v1/orders").header(header, "for=198.51.100.9"));
        assertThat(answer.code()).as(header).isEqualTo("unauthenticated");
      }

      assertThat(open.get("/v1/orders").code()).isEqualTo("rate-limited");
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
