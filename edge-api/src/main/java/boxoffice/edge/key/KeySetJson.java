package boxoffice.edge.key;

import boxoffice.user.v1.SigningKey;
import com.google.protobuf.ByteString;
import java.util.Base64;
import java.util.List;

/// A JSON Web Key Set (RFC 7517), of keys on the curve P-256 (RFC 7518, 6.2).
record KeySetJson(List<KeyJson> keys) {

  static KeySetJson of(List<SigningKey> keys) {
    return new KeySetJson(keys.stream().map(KeyJson::of).toList());
  }

  record KeyJson(String kty, String crv, String use, String alg, String kid, String x, String y) {
    static KeyJson of(SigningKey key) {
      return new KeyJson(
          "EC", "P-256", "sig", "ES256", key.getKeyId(), base64(key.getX()), base64(key.getY()));
    }

    private static String base64(ByteString coordinate) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(coordinate.toByteArray());
    }
  }
}
