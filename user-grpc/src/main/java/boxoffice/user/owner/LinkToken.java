package boxoffice.user.owner;

import boxoffice.user.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/// The secret in a mailed link: 256 random bits as 43 characters of base64url.
record LinkToken(String text) {
  private static final int BYTES = 32;

  static LinkToken random(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new LinkToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// What is stored in its place: enough for a secret that nobody can guess.
  byte[] hash() {
    return Sha256.of(text);
  }

  @Override
  public String toString() {
    return "LinkToken"; // never the token
  }
}
