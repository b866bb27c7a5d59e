package boxoffice.user.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// The secret in a mailed link: 256 random bits as 43 characters of base64url.
record EmailToken(String text) {
  private static final int BYTES = 32;

  static EmailToken random(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new EmailToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// What is stored in its place: SHA-256, enough for a secret that nobody can guess.
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "EmailToken"; // never the token
  }
}
