package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.sandbox.EdgeClient.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.RestoreParams;
import tools.jackson.databind.json.JsonMapper;

/// A token that was revoked is refused by every process, whatever happens to Redis.
@Tag("faults")
@ExtendWith(SharedHurtSystem.class)
class RevocationTest {
  private static final List<String> KEYS = List.of("{denylist}:log", "{denylist}:head");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Longer than any process takes to notice anything about Redis.
  private static final Duration WATCH = Duration.ofSeconds(4);

  private final HurtSystem system;
  private final PatientEdge edge;
  private final Nodes nodes;

  RevocationTest(HurtSystem system) {
    this.system = system;
    this.edge = new PatientEdge(system.edge());
    this.nodes = new Nodes(system.description(), system.edge());
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void refusesAnEndedSessionEverywhereA1J16() {
    var token = system.buyer();
    awaitAll(token, Nodes.ACCEPTED);
    var began = System.nanoTime();

    end(token);
    awaitAll(token, Nodes.REFUSED);

    System.out.printf(
        "refused by every process after %d ms (T_REV is 2000 ms)%n",
        Duration.ofNanos(System.nanoTime() - began).toMillis());
    awaitAll(system.buyer(), Nodes.ACCEPTED);
  }

  @Test
  void staysRefusedWhenRedisIsEmptiedA1J16() {
    var token = endedEverywhere();

    try (var redis = redis()) {
      assertThat(redis.flushAll()).isEqualTo("OK");
    }

    neverAccepted(token);
    awaitAll(system.buyer(), Nodes.ACCEPTED);
    awaitAll(endedEverywhere(), Nodes.REFUSED);
  }

  @Test
  void staysRefusedWhenRedisIsSetBackASecondA1() {
    endedEverywhere(); // so that there is something to set back to
    var before = new ArrayList<byte[]>();
    try (var redis = redis()) {
      KEYS.forEach(key -> before.add(redis.dump(key)));
      var token = endedEverywhere();
      for (int i = 0; i < KEYS.size(); i++) {
        redis.restore(KEYS.get(i), 0, before.get(i), new RestoreParams().replace());
      }

      neverAccepted(token);
      // and by a process that starts afterwards and never saw it
      system.process("inventory-1", "kill");
      system.process("inventory-1", "restart");
      neverAccepted(token);
      awaitAll(system.buyer(), Nodes.ACCEPTED);
    }
  }

  @Test
  void endsTheOtherSessionsWhenThePasswordChangesA2() {
    var person = person();
    var other = signIn(person.email()).ok().path("accessToken").asString();
    awaitAll(other, Nodes.ACCEPTED);
    // last: a token lives for 30 s
    var changes = signIn(person.email()).ok().path("accessToken").asString();

    edge.post(
            "/v1/accounts/me:changePassword",
            Map.of(
                "currentPassword", DemoData.PASSWORD, "newPassword", "quite another pass phrase"),
            changes)
        .succeeded();

    awaitAll(other, Nodes.REFUSED);
    awaitAll(person.token(), Nodes.REFUSED);
    awaitAll(changes, Nodes.ACCEPTED);
  }

  @Test
  void endsTheFamilyOfARefreshTokenThatIsUsedTwiceA3() {
    var session = signIn(person().email()).ok();
    var token = session.path("accessToken").asString();
    var body = Map.of("refreshToken", session.path("refreshToken").asString());
    var next = edge.post("/v1/sessions:refresh", body, null).ok();
    awaitAll(next.path("accessToken").asString(), Nodes.ACCEPTED);

    assertThat(edge.post("/v1/sessions:refresh", body, null).status()).isEqualTo(401);

    awaitAll(token, Nodes.REFUSED);
    awaitAll(next.path("accessToken").asString(), Nodes.REFUSED);
  }

  @Test
  void keepsADisabledPersonAndATakenRoleOutJ17() {
    var disabled = person();
    var lesser = person();
    awaitAll(disabled.token(), Nodes.ACCEPTED);
    awaitAll(lesser.token(), Nodes.ACCEPTED);
    var admin = signIn(DemoData.ADMIN).ok().path("accessToken").asString();

    nodes.disable(admin, disabled.buyerId());
    nodes.revokeBuyer(admin, lesser.buyerId());

    awaitAll(disabled.token(), Nodes.REFUSED);
    awaitAll(lesser.token(), Nodes.REFUSED);
    assertThat(signIn(disabled.email()).status()).isEqualTo(403);
    var anew = signIn(lesser.email()).ok().path("accessToken").asString();
    awaitAll(anew, Nodes.ACCEPTED);
  }

  @Test
  void goesOnWithoutRedisR15() {
    var revokedBefore = endedEverywhere();
    var goesOn = system.buyer();
    var revokedMeanwhile = system.buyer();
    awaitAll(revokedMeanwhile, Nodes.ACCEPTED);

    system.process("redis", "kill");

    neverAccepted(revokedBefore);
    awaitAll(goesOn, Nodes.ACCEPTED);
    end(revokedMeanwhile);
    awaitAll(revokedMeanwhile, Nodes.REFUSED);
    var refused =
        Patience.await(
            "a refusal", () -> trySignIn(DemoData.BUYER).status(), status -> status != 504);
    assertThat(refused).isEqualTo(503);

    system.process("redis", "restart");

    neverAccepted(revokedMeanwhile);
    awaitAll(goesOn, Nodes.ACCEPTED);
    Patience.await(
        "a sign-in",
        HurtSystem.RECOVERY,
        () -> trySignIn(DemoData.BUYER).status(),
        answer -> answer == 201);
    awaitAll(endedEverywhere(), Nodes.REFUSED);
  }

  @Test
  void goesOnWithoutUserGrpcK21ButNotWithoutBoth() {
    var revoked = endedEverywhere();
    var goesOn = system.buyer();
    awaitAll(goesOn, Nodes.ACCEPTED);

    system.process("user", "kill");

    awaitOthers(goesOn, Nodes.ACCEPTED);
    awaitOthersRefusing(revoked);

    try (var redis = redis()) {
      assertThat(redis.flushAll()).isEqualTo("OK");
    }
    // nobody can tell any more who was revoked
    awaitOthers(goesOn, Nodes.UNDECIDED);
    assertThat(others(revoked)).doesNotContain(Nodes.ACCEPTED);

    system.process("user", "restart");

    Patience.await(
        "everything",
        HurtSystem.BOOT,
        () -> nodes.ask(goesOn),
        all -> all.values().stream().allMatch(answer -> answer == Nodes.ACCEPTED));
    awaitAll(revoked, Nodes.REFUSED);
  }

  /// What all nodes but user-grpc say, each answer once. The edge asks inventory here.
  private List<Integer> others(String token) {
    var answers = nodes.ask(token);
    answers.keySet().removeIf(node -> node.startsWith("user") || node.equals("edge"));
    answers.put("edge", nodes.askEdge("inventory", token));
    return answers.values().stream().distinct().toList();
  }

  private void awaitOthers(String token, int answer) {
    Patience.await(
        "all the others to say " + answer,
        HurtSystem.BOOT,
        () -> others(token),
        heard -> heard.equals(List.of(answer)));
  }

  /// A late one says 503, but none accepts it for a moment.
  private void awaitOthersRefusing(String token) {
    Patience.await(
        "all the others to refuse",
        HurtSystem.BOOT,
        () -> others(token),
        heard -> {
          assertThat(heard).doesNotContain(Nodes.ACCEPTED);
          return heard.equals(List.of(Nodes.REFUSED));
        });
  }

  private String endedEverywhere() {
    var token = system.buyer();
    awaitAll(token, Nodes.ACCEPTED);
    end(token);
    awaitAll(token, Nodes.REFUSED);
    return token;
  }

  private void awaitAll(String token, int answer) {
    Patience.await(
        "all to say " + answer,
        Duration.ofSeconds(20),
        () -> nodes.ask(token),
        heard -> heard.values().stream().allMatch(each -> each == answer));
  }

  private void neverAccepted(String token) {
    var end = System.nanoTime() + WATCH.toNanos();
    while (System.nanoTime() < end) {
      assertThat(nodes.ask(token)).doesNotContainValue(Nodes.ACCEPTED);
    }
  }

  private void end(String token) {
    var claims =
        new String(
            Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    var session = JSON.readTree(claims).path("sid").asString();
    Patience.await(
        "the session's end",
        () -> system.edge().delete("/v1/sessions/" + session, token).status(),
        status -> status == 204 || status == 401);
  }

  private People.Buyer person() {
    return system.system().people().buyers(1).getFirst();
  }

  private Answer signIn(String email) {
    return edge.post("/v1/sessions", credentials(email), null);
  }

  private Answer trySignIn(String email) {
    return system.edge().post("/v1/sessions", credentials(email), null);
  }

  private static Map<String, String> credentials(String email) {
    return Map.of("email", email, "password", DemoData.PASSWORD);
  }

  /// As the superuser: the services may not do what is done here.
  private RedisClient redis() {
    var redis = system.system().redis();
    return RedisClient.builder()
        .hostAndPort(redis.host(), redis.port())
        .clientConfig(DefaultJedisClientConfig.builder().password(redis.password()).build())
        .build();
  }
}
