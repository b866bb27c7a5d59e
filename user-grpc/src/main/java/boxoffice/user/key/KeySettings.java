package boxoffice.user.key;

import boxoffice.guard.TokenVerifier;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param masterKey base64 of the 32 bytes that private keys are encrypted with
/// @param accessTokenLife of every access token; one hour at most, because verifiers refuse more
@ConfigurationProperties("boxoffice.user")
record KeySettings(@Nullable String masterKey, @DefaultValue("5m") Duration accessTokenLife) {

  private static final int MASTER_KEY_BYTES = 32;

  KeySettings {
    if (masterKey == null || masterKey.isBlank()) {
      throw new IllegalArgumentException("boxoffice.user.master-key is not set");
    }
    if (bytes(masterKey).length != MASTER_KEY_BYTES) {
      throw new IllegalArgumentException("boxoffice.user.master-key needs base64 of 32 bytes");
    }
    checkLife(accessTokenLife);
  }

  static void checkLife(Duration life) {
    if (!life.isPositive() || life.compareTo(TokenVerifier.LONGEST_LIFE) > 0) {
      throw new IllegalArgumentException(
          "boxoffice.user.access-token-life is " + life + ", needs more than 0s to 1h");
    }
  }

  byte[] masterKeyBytes() {
    return masterKey == null ? new byte[0] : bytes(masterKey);
  }

  @Override
  public String toString() {
    return "KeySettings"; // never the key
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // the cause would show the value
    }
  }
}
