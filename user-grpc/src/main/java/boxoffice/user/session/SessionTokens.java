package boxoffice.user.session;

import boxoffice.user.key.AccessTokens;
import java.time.Instant;
import java.util.UUID;

/// What a person gets who signs in or stays signed in.
///
/// @param refreshExpires the refresh token is refused from then on
record SessionTokens(
    UUID session,
    UUID account,
    AccessTokens.Issued access,
    String refresh,
    Instant refreshExpires) {

  @Override
  public String toString() {
    return "SessionTokens[" + session + "]"; // never the tokens
  }
}
