package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.RunningUserGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Accounts and sessions over REST, with a real user-grpc and its mail behind.
final class SignInTest {
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

  private static RunningEdge.Answer register(String key, String email) {
    var body =
        "{\"email\":\"%s\",\"password\":\"%s\",\"displayName\":\"Ada\"}"
            .formatted(email, RunningUserGrpc.PASSWORD);
    return edge.send(edge.post("/v1/accounts", key, body));
  }

  private static RunningEdge.Answer signIn(String key, String email, String password) {
    var body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    return edge.send(edge.post("/v1/sessions", key, body));
  }

  private static RunningEdge.Answer verify(String key, String token) {
    var body = "{\"token\":\"%s\"}".formatted(token);
    return edge.send(edge.post("/v1/accounts:verifyEmail", key, body));
  }

  @Test
  void signsInWhoProvedTheAddress() {
    var email = "rest-1@example.com";
    var registered = register("r1", email);
    assertThat(registered.status()).as(registered.body()).isEqualTo(202);
    assertThat(registered.body()).isEqualTo("{}");
    assertThat(signIn("s1", email, RunningUserGrpc.PASSWORD).code())
        .isEqualTo("email-not-verified");

    var token = users.awaitMailedToken(email);
    assertThat(verify("v1", token).status()).isEqualTo(204);
    assertThat(verify("v1", token).status()).isEqualTo(204);
    assertThat(verify("v2", token).code()).isEqualTo("invalid-code");

    var session = signIn("s2", email, RunningUserGrpc.PASSWORD);
    assertThat(session.status()).isEqualTo(201);
    assertThat(session.header("Cache-Control")).isEqualTo("private, no-store");
    assertThat(session.json().path("tokenType").asString()).isEqualTo("Bearer");
    assertThat(session.json().path("expireTime").asString()).endsWith("Z");
    var again = signIn("s2", email, RunningUserGrpc.PASSWORD);
    assertThat(again.json().path("sessionId")).isEqualTo(session.json().path("sessionId"));

    var accessToken = session.json().path("accessToken").asString();
    var orders = edge.request("/v1/orders").header("Authorization", "Bearer " + accessToken).GET();
    // nobody is behind, but the token opened the door
    assertThat(edge.send(orders).code()).isEqualTo("service-unavailable");
  }

  @Test
  void refusesWrongPasswordAndUnknownAddressAlike() {
    var person = users.buyer();

    var wrong = signIn("w1", person.email(), "not the password at all");
    var unknown = signIn("w2", "nobody@example.com", "not the password at all");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.code()).isEqualTo("invalid-credentials");
    assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.body().replaceAll("\"traceId\":\"[^\"]*\"", ""))
        .isEqualTo(wrong.body().replaceAll("\"traceId\":\"[^\"]*\"", ""));
  }

  @Test
  void namesFieldThatUserServiceRefuses() {
    var body = "{\"email\":\"ada@example.com\",\"password\":\"short\",\"displayName\":\"A\"}";
    var weak = edge.send(edge.post("/v1/accounts", "n1", body));
    var control = edge.send(edge.post("/v1/accounts", "n2", body.replace("A\"", "A\\u0000\"")));

    assertThat(weak.status()).isEqualTo(400);
    assertThat(weak.code()).isEqualTo("validation-failed");
    assertThat(weak.field()).isEqualTo("password");
    assertThat(control.status()).isEqualTo(400);
    assertThat(control.code()).isEqualTo("validation-failed");
  }
}
