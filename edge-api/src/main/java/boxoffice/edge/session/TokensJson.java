package boxoffice.edge.session;

import boxoffice.user.v1.RefreshSessionResponse;
import boxoffice.user.v1.SignInResponse;
import boxoffice.wire.WireTypes;
import java.time.Instant;

/// A session and its tokens.
///
/// @param sessionId for `DELETE /v1/sessions/{session}`, which signs out
/// @param accessToken for the header `Authorization: Bearer ...`
/// @param expireTime from then on the access token is refused
/// @param refreshToken for `POST /v1/sessions:refresh`, once
/// @param refreshExpireTime from then on the refresh token is refused
record TokensJson(
    String sessionId,
    String accountId,
    String accessToken,
    String tokenType,
    Instant expireTime,
    String refreshToken,
    Instant refreshExpireTime) {
  private static final String BEARER = "Bearer";

  static TokensJson of(SignInResponse session) {
    return new TokensJson(
        session.getSessionId(),
        session.getAccountId(),
        session.getAccessToken(),
        BEARER,
        WireTypes.instant(session.getAccessTokenExpireTime()),
        session.getRefreshToken(),
        WireTypes.instant(session.getRefreshTokenExpireTime()));
  }

  static TokensJson of(RefreshSessionResponse session) {
    return new TokensJson(
        session.getSessionId(),
        session.getAccountId(),
        session.getAccessToken(),
        BEARER,
        WireTypes.instant(session.getAccessTokenExpireTime()),
        session.getRefreshToken(),
        WireTypes.instant(session.getRefreshTokenExpireTime()));
  }

  /// Never the tokens.
  @Override
  public String toString() {
    return "TokensJson[" + sessionId + "]";
  }
}
