package boxoffice.user.session;

import boxoffice.user.Sha256;
import boxoffice.user.key.DerivedSecrets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The secret that keeps a session: 256 bits as 43 characters of base64url. It follows from the
/// token before it, or from the session, and from the request that made it, so that a repetition of
/// that request finds it again.
record RefreshToken(String text) {
  private static final String PURPOSE = "refresh-token";
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{43}");

  /// @return empty for what never was one
  static Optional<RefreshToken> parse(String text) {
    return TEXT.matcher(text).matches() ? Optional.of(new RefreshToken(text)) : Optional.empty();
  }

  static RefreshToken first(DerivedSecrets secrets, UUID session, UUID request) {
    return new RefreshToken(secrets.of(PURPOSE, session.toString(), request.toString()));
  }

  RefreshToken next(DerivedSecrets secrets, UUID request) {
    var parent = HexFormat.of().formatHex(hash());
    return new RefreshToken(secrets.of(PURPOSE, parent, request.toString()));
  }

  /// What is stored in its place.
  byte[] hash() {
    return Sha256.of(text);
  }

  @Override
  public String toString() {
    return "RefreshToken"; // never the token
  }
}
