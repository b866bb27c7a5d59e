package boxoffice.sandbox;

import boxoffice.sandbox.EdgeClient.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Somebody who comes for the first time: registers, opens the mailed link, signs in.
///
/// @param inbox where that system's mails are read
record NewBuyer(EdgeClient edge, EdgeClient inbox, String email) {
  private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]+)");
  static final String PASSWORD = "a new buyer's pass phrase";

  NewBuyer(EdgeClient edge, EdgeClient inbox, UUID id) {
    this(edge, inbox, "buyer-" + id + "@example.com");
  }

  /// @return an access token, after all of it
  String join() {
    register();
    verify(mailedToken());
    return signIn();
  }

  int register() {
    var person = Map.of("email", email, "password", PASSWORD, "displayName", "New Buyer");
    var answer = edge.post("/v1/accounts", person, null);
    answer.succeeded();
    return answer.status();
  }

  /// Of the newest mail, once there is one.
  String mailedToken() {
    var token = TOKEN.matcher(awaitMails(1).get(0).path("text").asString());
    if (!token.find()) {
      throw new IllegalStateException("no link in the mail");
    }
    return token.group(1);
  }

  int verify(String token) {
    var answer = edge.post("/v1/accounts:verifyEmail", Map.of("token", token), null);
    answer.succeeded();
    return answer.status();
  }

  String signIn() {
    return trySignIn().ok().path("accessToken").asString();
  }

  Answer trySignIn() {
    return edge.post("/v1/sessions", Map.of("email", email, "password", PASSWORD), null);
  }

  /// Every mail to the buyer, newest first, once there are so many.
  JsonNode awaitMails(int count) {
    var path = "/messages?to=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
    return Patience.await(
        "mail " + count + " to " + email,
        () -> inbox.get(path, null).ok(),
        mails -> mails.size() >= count);
  }
}
