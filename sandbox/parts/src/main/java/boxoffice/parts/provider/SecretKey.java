package boxoffice.parts.provider;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/// The key that clients must present, as a bearer token or as the user name of basic
/// authentication.
final class SecretKey {
  private final byte[] expected;

  SecretKey(String key) {
    this.expected = key.getBytes(StandardCharsets.UTF_8);
  }

  /// Refuses whoever does not present it.
  void check(Context http) {
    var header = http.header("Authorization");
    if (header == null) {
      throw StripeRefusal.unauthorized(
          "You did not provide an API key. You need to provide your API key in the Authorization"
              + " header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
    }
    if (!MessageDigest.isEqual(presented(header).getBytes(StandardCharsets.UTF_8), expected)) {
      throw StripeRefusal.unauthorized("Invalid API Key provided: ********");
    }
  }

  private static String presented(String header) {
    var parts = header.split(" ", 2);
    if (parts.length < 2) {
      return "";
    }
    if (!parts[0].equalsIgnoreCase("Basic")) {
      return parts[1].strip();
    }
    try {
      var decoded = Base64.getDecoder().decode(parts[1].strip());
      return new String(decoded, StandardCharsets.UTF_8).split(":", 2)[0];
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
