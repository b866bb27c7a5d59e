package boxoffice.order.purchase;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A fingerprint of what a request asks for, so that the same request id with another body is seen.
///
/// @param hex 64 lower-case digits
record Sha256(String hex) {
  static Sha256 of(String... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
      return of(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static Sha256 of(byte[] bytes) {
    return new Sha256(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
