package boxoffice.edge.session;

import boxoffice.user.v1.SignInResponse;
import boxoffice.wire.WireTypes;
import java.time.Instant;

/// A session and its access token.
///
/// @param accessToken for the header `Authorization: Bearer ...`
/// @param expireTime from then on the token is refused
record SessionJson(
    String sessionId, String accountId, String accessToken, String tokenType, Instant expireTime) {

  static SessionJson of(SignInResponse session) {
    return new SessionJson(
        session.getSessionId(),
        session.getAccountId(),
        session.getAccessToken(),
        "Bearer",
        WireTypes.instant(session.getAccessTokenExpireTime()));
  }

  /// Never the token.
  @Override
  public String toString() {
    return "SessionJson[" + sessionId + "]";
  }
}
