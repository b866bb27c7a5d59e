package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.RunningUserGrpc;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A person's own account over REST, with a real user-grpc behind.
final class AccountRoutesTest {
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

  private static RunningEdge.Answer post(String path, String json, String token) {
    return edge.send(
        edge.post(path, UUID.randomUUID().toString(), json)
            .header("Authorization", "Bearer " + token));
  }

  private static RunningEdge.Answer me(String token) {
    return edge.send(
        edge.request("/v1/accounts/me").header("Authorization", "Bearer " + token).GET());
  }

  private static RunningEdge.Answer patch(String token, String ifMatch, String json) {
    return patch(token, UUID.randomUUID().toString(), ifMatch, json);
  }

  private static RunningEdge.Answer patch(String token, String key, String ifMatch, String json) {
    return edge.send(
        edge.request("/v1/accounts/me")
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .header("If-Match", ifMatch)
            .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
  }

  @Test
  void showsTheOwnAccountAndNothingSecretZ7() {
    var person = users.buyer();

    var account = me(person.accessToken());

    assertThat(account.status()).isEqualTo(200);
    assertThat(account.json().properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "accountId", "email", "displayName", "locale", "timeZone", "roles", "createTime");
    assertThat(account.json().path("roles").get(0).asString()).isEqualTo("buyer");
    assertThat(account.header("ETag")).matches("\"[^\"]+\"");
    assertThat(edge.get("/v1/accounts/me").status()).isEqualTo(401);
  }

  @Test
  void changesWhatIsNamedUnlessItChangedMeanwhileZ24() {
    var token = users.buyer().accessToken();
    var seen = me(token).header("ETag");

    var changed = patch(token, seen, "{\"locale\":\"ko\",\"timeZone\":\"Asia/Seoul\"}");
    var stale = patch(token, seen, "{\"displayName\":\"Eve\"}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().path("locale").asString()).isEqualTo("ko");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.code()).isEqualTo("etag-mismatch");
    assertThat(me(token).json().path("timeZone").asString()).isEqualTo("Asia/Seoul");
    assertThat(me(token).json().path("displayName").asString()).isNotEqualTo("Eve");
  }

  @Test
  void tellsThatAnAnswerIsRepeatedS11() {
    var token = users.buyer().accessToken();
    var first = patch(token, "k", "*", "{\"locale\":\"ko\"}");
    var again = patch(token, "k", "*", "{\"locale\":\"ko\"}");
    var other = patch(token, "l", "*", "{\"locale\":\"ko\"}");
    var reused = patch(token, "l", "*", "{\"locale\":\"en\"}");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(reused.status()).isEqualTo(422);
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    for (var answer : List.of(first, other, reused, me(token))) {
      assertThat(answer.header("Idempotent-Replayed")).isEmpty();
    }
  }

  @Test
  void refusesFieldsThatAreNotThePersonsToChangeZ6() {
    var token = users.buyer().accessToken();

    for (var field : new String[] {"roles", "email", "verified", "accountId", "createTime"}) {
      var refused = patch(token, "*", "{\"" + field + "\":\"x\"}");
      assertThat(refused.status()).as(field).isEqualTo(400);
      assertThat(refused.code()).isEqualTo("unknown-field");
    }
    var nothing = patch(token, "*", "{}");
    assertThat(nothing.code()).isEqualTo("validation-failed");
    assertThat(nothing.json().has("field")).isFalse();
    assertThat(nothing.json().path("detail").asString())
        .isEqualTo("needs some of [displayName, locale, timeZone]");
    assertThat(patch(token, "W/\"1\"", "{\"locale\":\"en\"}").code())
        .isEqualTo("validation-failed");
  }

  @Test
  void keepsNamesAsTheyAreAndTakesNoControlCharactersH9() {
    var token = users.buyer().accessToken();
    for (var name : List.of("Zo\u00eb \u202eadA", "A\u200bd\u200da", "\ud83d\ude00 <b>Ada</b>")) {
      assertThat(patch(token, "*", "{\"displayName\":\"" + name + "\"}").status()).isEqualTo(200);
      assertThat(me(token).json().path("displayName").asString()).isEqualTo(name);
    }
    for (var control : List.of("\\u0000", "\\u0007", "\\r\\nX: y", "\\u007f", "\u009b31m")) {
      var refused = patch(token, "*", "{\"displayName\":\"Eve" + control + "\"}");
      assertThat(refused.status()).as(control).isEqualTo(400);
      assertThat(refused.code()).isEqualTo("validation-failed");
      assertThat(refused.field()).isEqualTo("displayName");
      assertThat(refused.json().path("detail").asString()).startsWith("displayName: ");
    }
    assertThat(me(token).json().path("displayName").asString()).endsWith("<b>Ada</b>");
  }

  @Test
  void needsThePasswordAgainV4() {
    var person = users.buyer();
    var token = person.accessToken();

    var without = post("/v1/accounts/me:changeEmail", "{\"newEmail\":\"a@example.com\"}", token);
    var wrong = post("/v1/accounts/me:close", "{\"currentPassword\":\"not the right one\"}", token);

    assertThat(without.status()).isEqualTo(403);
    assertThat(without.code()).isEqualTo("forbidden");
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(me(token).status()).isEqualTo(200);
  }

  @Test
  void setsANewPasswordByTheMailedLinkV6() {
    var person = users.buyer();
    users.inbox().clear();
    var asked =
        edge.send(
            edge.post(
                "/v1/accounts:requestPasswordReset",
                "p1",
                "{\"email\":\"" + person.email() + "\"}"));
    var unknown =
        edge.send(
            edge.post(
                "/v1/accounts:requestPasswordReset", "p1", "{\"email\":\"no-one@example.com\"}"));
    var token = users.awaitMailedToken(person.email());
    var body = "{\"token\":\"" + token + "\",\"newPassword\":\"an altogether new password\"}";

    var set = edge.send(edge.post("/v1/accounts:resetPassword", "p2", body));
    var again = edge.send(edge.post("/v1/accounts:resetPassword", "p3", body));

    assertThat(asked.status()).isEqualTo(202);
    assertThat(unknown.body()).isEqualTo(asked.body());
    assertThat(set.status()).isEqualTo(204);
    assertThat(again.code()).isEqualTo("invalid-code");
    var signIn =
        "{\"email\":\"%s\",\"password\":\"an altogether new password\"}".formatted(person.email());
    assertThat(edge.send(edge.post("/v1/sessions", "p4", signIn)).status()).isEqualTo(201);
  }

  @Test
  void takesLinksFromTheOriginThatIsSetUpV5() {
    var email = "host-" + UUID.randomUUID() + "@example.com";
    var body =
        "{\"email\":\"%s\",\"password\":\"%s\",\"displayName\":\"Ada\"}"
            .formatted(email, RunningUserGrpc.PASSWORD);

    var answer =
        edge.raw(
            """
            POST /v1/accounts HTTP/1.1
            Host: evil.example
            X-Forwarded-Host: evil.example
            Content-Type: application/json
            Idempotency-Key: h1
            Connection: close
            Content-Length: %d

            %s\
            """
                .formatted(body.length(), body));

    assertThat(answer).startsWith("HTTP/1.1 202");
    users.awaitMailedToken(email);
    assertThat(users.inbox().messagesTo(email).getFirst().text())
        .contains("http://localhost:8080/")
        .doesNotContain("evil");
  }
}
