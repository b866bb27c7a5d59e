package boxoffice.parts.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How a webhook is signed: the right way, and all the wrong ones.
public enum Signature {
  @JsonProperty("right")
  RIGHT,
  /// Of two schemes, only that which is not to be trusted.
  @JsonProperty("v0_only")
  V0_ONLY,
  /// By a secret that nobody gave out.
  @JsonProperty("other_secret")
  OTHER_SECRET,
  /// Over the same JSON, written otherwise.
  @JsonProperty("other_bytes")
  OTHER_BYTES,
  /// Right, 301 s ago.
  @JsonProperty("old")
  OLD,
  /// Right, in 301 s.
  @JsonProperty("future")
  FUTURE,
  /// One of a secret that is going, one of that which is coming.
  @JsonProperty("two")
  TWO,
  @JsonProperty("garbage")
  GARBAGE,
  @JsonProperty("absent")
  ABSENT;

  private static final String ALGORITHM = "HmacSHA256";
  private static final String NOBODYS_SECRET = "whsec_nobodys";
  private static final long TOO_FAR = 301;

  /// The header `Stripe-Signature`; empty for none.
  public Optional<String> header(String secret, Instant now, String payload) {
    var time = now.getEpochSecond();
    return switch (this) {
      case RIGHT -> Optional.of(header("v1", secret, time, payload));
      case V0_ONLY -> Optional.of(header("v0", secret, time, payload));
      case OTHER_SECRET -> Optional.of(header("v1", NOBODYS_SECRET, time, payload));
      case OTHER_BYTES -> Optional.of(header("v1", secret, time, payload + " "));
      case OLD -> Optional.of(header("v1", secret, time - TOO_FAR, payload));
      case FUTURE -> Optional.of(header("v1", secret, time + TOO_FAR, payload));
      case TWO -> {
        var other = mac(NOBODYS_SECRET, time, payload);
        yield Optional.of(header("v1", secret, time, payload) + ",v1=" + other);
      }
      case GARBAGE -> Optional.of("t=now,v1=garbage");
      case ABSENT -> Optional.empty();
    };
  }

  private static String header(String scheme, String secret, long time, String payload) {
    return "t=" + time + "," + scheme + "=" + mac(secret, time, payload);
  }

  private static String mac(String secret, long time, String payload) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      var signed = (time + "." + payload).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(mac.doFinal(signed));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this JDK cannot sign webhooks", e);
    }
  }
}
