package boxoffice.guard;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Matcher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Pieces of tokens that nobody of ours would sign.
final class Forgery {
  private static final Mint MINT = GuardedServer.MINT;
  private static final String HEADER = Mint.HEADER;

  private Forgery() {}

  static String header(String name, String value) {
    return HEADER.replaceFirst(
        "\"" + name + "\":\"[^\"]+\"",
        Matcher.quoteReplacement("\"" + name + "\":\"" + value + "\""));
  }

  static String more(String json, String member) {
    return json.substring(0, json.length() - 1) + "," + member + "}";
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Valid in itself, with an algorithm that is not ours.
  static String own(String name, String algorithm, String key, String curve) {
    return Mint.sign(
        header("alg", name), Mint.claims(), algorithm, Mint.pair(key, curve).getPrivate());
  }

  static String pem() {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(lines.encodeToString(MINT.publicKey().getEncoded()));
  }

  static String jwk() {
    var point = MINT.publicKey().getW();
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"}"
        .formatted(
            Mint.base64(point.getAffineX().toByteArray()),
            Mint.base64(point.getAffineY().toByteArray()));
  }

  static byte[] zeroAndOrder() {
    var order = MINT.publicKey().getParams().getOrder().toByteArray(); // a sign byte first
    var signature = new byte[64];
    System.arraycopy(order, 1, signature, 32, 32);
    return signature;
  }

  static String hmac(byte[] key) {
    var text = Mint.base64(bytes(header("alg", "HS256"))) + "." + Mint.base64(bytes(Mint.claims()));
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var signature = mac.doFinal(bytes(text));
      return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
