package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.RunningUserGrpc;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Sessions over REST, with a real user-grpc behind.
final class SessionRoutesTest {
  private static RunningUserGrpc users;
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    users = RunningUserGrpc.start();
    var nowhere = "static://127.0.0.1:" + RunningEdge.closedPort();
    edge = RunningEdge.before(users.target(), nowhere, nowhere);
  }

  @AfterAll
  static void stop() {
    edge.close();
    users.close();
  }

  private static JsonNode signIn(String email) {
    var body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, RunningUserGrpc.PASSWORD);
    var answer =
        edge.send(
            edge.post("/v1/sessions", UUID.randomUUID().toString(), body)
                .setHeader("User-Agent", "Firefox 200"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.json();
  }

  private static RunningEdge.Answer refresh(String key, String token) {
    return edge.send(
        edge.post("/v1/sessions:refresh", key, "{\"refreshToken\":\"" + token + "\"}"));
  }

  private static HttpRequest.Builder as(String token, String path) {
    return edge.request(path)
        .header("Authorization", "Bearer " + token)
        .header("Idempotency-Key", UUID.randomUUID().toString());
  }

  @Test
  void refreshesOnceAndRepeatsALostAnswerT1T3() {
    var session = signIn(users.buyer().email());
    var first = session.path("refreshToken").asString();

    var second = refresh("k1", first);
    var repeated = refresh("k1", first);
    var next = second.json().path("refreshToken").asString();

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.header("Cache-Control")).contains("no-store");
    assertThat(repeated.json().path("refreshToken").asString()).isEqualTo(next);
    assertThat(second.json().path("sessionId")).isEqualTo(session.path("sessionId"));
    assertThat(refresh("k2", first).code()).isEqualTo("invalid-token");
    assertThat(refresh("k3", next).status()).isEqualTo(401); // the family is dead
  }

  @Test
  void refusesWhatNeverWasARefreshTokenT6() {
    assertThat(refresh("g1", "guessed").code()).isEqualTo("invalid-token");
    assertThat(refresh("g2", "").status()).isEqualTo(401);
    assertThat(refresh("g3", "x".repeat(1_000_000)).status()).isEqualTo(413);
  }

  @Test
  void listsAndEndsOnesOwnSessions() {
    var person = users.buyer();
    var phone = signIn(person.email());
    var laptop = signIn(person.email());
    var token = laptop.path("accessToken").asString();

    var sessions = edge.send(as(token, "/v1/sessions").GET()).json().path("sessions");
    var ended = edge.send(as(token, "/v1/sessions/" + phone.path("sessionId").asString()).DELETE());
    var foreign = edge.send(as(token, "/v1/sessions/" + UUID.randomUUID()).DELETE());

    assertThat(sessions.size()).isEqualTo(3); // with the fixture's own
    assertThat(sessions.get(0).path("device").asString()).isEqualTo("Firefox 200");
    assertThat(sessions.get(0).path("current").asBoolean()).isTrue();
    assertThat(ended.status()).isEqualTo(204);
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(refresh("e1", phone.path("refreshToken").asString()).status()).isEqualTo(401);
    assertThat(edge.send(as(token, "/v1/sessions?keepCurrent=true").DELETE()).status())
        .isEqualTo(204);
    assertThat(edge.send(as(token, "/v1/sessions").GET()).json().path("sessions").size())
        .isEqualTo(1);
  }

  @Test
  void showsTheKeysToEverybody() {
    var keys = edge.get("/.well-known/jwks.json");

    assertThat(keys.status()).isEqualTo(200);
    assertThat(keys.header("Cache-Control")).contains("max-age=60", "public");
    var key = keys.json().path("keys").get(0);
    assertThat(key.path("kty").asString()).isEqualTo("EC");
    assertThat(key.path("crv").asString()).isEqualTo("P-256");
    assertThat(key.path("x").asString()).hasSize(43);
    assertThat(key.has("d")).isFalse();
  }
}
