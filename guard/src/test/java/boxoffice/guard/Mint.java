package boxoffice.guard;

import boxoffice.user.v1.SigningKey;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// Signs whatever a test wants, so that forged tokens differ from good ones in one thing only.
public final class Mint implements SigningKeys {
  public static final String PERSON = "0f8fad5b-d9cb-469f-a165-70867728950e";
  public static final String SESSION = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"key-1\"}";

  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final KeyPair key = pair("EC", "secp256r1");

  @Override
  public Optional<ECPublicKey> find(String keyId) {
    return keyId.equals("key-1") ? Optional.of((ECPublicKey) key.getPublic()) : Optional.empty();
  }

  ECPublicKey publicKey() {
    return (ECPublicKey) key.getPublic();
  }

  /// As user-grpc lists it.
  public SigningKey listed(String keyId) {
    var point = publicKey().getW();
    return SigningKey.newBuilder()
        .setKeyId(keyId)
        .setX(ByteString.copyFrom(point.getAffineX().toByteArray()))
        .setY(ByteString.copyFrom(point.getAffineY().toByteArray()))
        .build();
  }

  public String person(String... roles) {
    return sign(HEADER, claims().replace("\"buyer\"", quoted(roles)));
  }

  public String client(String... scopes) {
    var claims =
        claims()
            .replace(PERSON, "order-grpc")
            .replace("\"sid\":\"" + SESSION + "\",", "")
            .replace("\"roles\":[\"buyer\"]", "\"scopes\":[" + quoted(scopes) + "]");
    return sign(HEADER, claims);
  }

  /// Of a buyer, good for a minute.
  static String claims() {
    return claims(Instant.now().plusSeconds(60));
  }

  static String claims(Instant expires) {
    return """
    {"iss":"boxoffice","aud":"boxoffice","sub":"%s","sid":"%s","jti":"1","iat":%d,"exp":%d,\
    "roles":["buyer"]}\
    """
        .formatted(PERSON, SESSION, expires.getEpochSecond() - 300, expires.getEpochSecond());
  }

  String sign(String header, String claims) {
    return sign(header, claims, "SHA256withECDSAinP1363Format", key.getPrivate());
  }

  static String sign(String header, String claims, String algorithm, PrivateKey with) {
    try {
      var text =
          base64(header.getBytes(StandardCharsets.UTF_8))
              + "."
              + base64(claims.getBytes(StandardCharsets.UTF_8));
      var signature = Signature.getInstance(algorithm);
      if (algorithm.equals("RSASSA-PSS")) {
        signature.setParameter(PSS);
      }
      signature.initSign(with);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  PrivateKey privateKey() {
    return key.getPrivate();
  }

  static KeyPair pair(String algorithm, String curve) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String quoted(String... names) {
    return names.length == 0 ? "" : "\"" + String.join("\",\"", names) + "\"";
  }
}
