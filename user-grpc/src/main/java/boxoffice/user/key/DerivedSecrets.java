package boxoffice.user.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.stereotype.Component;

/// Secrets that follow from what a call says, so that a repetition is given the same one again
/// though nothing but its hash is stored. Who does not have the master key learns nothing about one
/// from any number of others.
///
/// Safe for use by many threads.
@Component
public final class DerivedSecrets {
  private static final String MAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final String SEPARATOR = "\n";

  private final byte[] masterKey;
  private final Map<String, SecretKey> keys = new ConcurrentHashMap<>();

  DerivedSecrets(KeySettings settings) {
    masterKey = settings.masterKeyBytes();
  }

  /// @param purpose such as `refresh-token`: each has a key of its own
  /// @param parts what the secret follows from; none holds a line feed
  /// @return 256 bits as 43 characters of base64url
  public String of(String purpose, String... parts) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(keys.computeIfAbsent(purpose, this::key));
      var bytes = mac.doFinal(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret cannot be made", e);
    }
  }

  private SecretKey key(String purpose) {
    var parameters =
        HKDFParameterSpec.ofExtract()
            .addIKM(masterKey)
            .thenExpand(("boxoffice " + purpose).getBytes(StandardCharsets.UTF_8), KEY_BYTES);
    try {
      return KDF.getInstance("HKDF-SHA256").deriveKey(MAC, parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key cannot be derived", e);
    }
  }
}
