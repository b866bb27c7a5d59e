package boxoffice.user.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// Encrypts private keys at rest: AES-256-GCM, a random nonce in front, bound to the key's id.
@Component
final class MasterKey {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random;

  MasterKey(KeySettings settings, SecureRandom random) {
    key = new SecretKeySpec(settings.masterKeyBytes(), "AES");
    this.random = random;
  }

  byte[] seal(byte[] plain, String keyId) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, keyId).doFinal(plain);
      return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a private key cannot be encrypted", e);
    }
  }

  /// @throws IllegalStateException when it was sealed with another master key
  byte[] open(byte[] sealed, String keyId) {
    var buffer = ByteBuffer.wrap(sealed);
    var nonce = new byte[NONCE_BYTES];
    buffer.get(nonce);
    var rest = new byte[buffer.remaining()];
    buffer.get(rest);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, keyId).doFinal(rest);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException(
          "boxoffice.user.master-key is not the one that signing key " + keyId + " was kept with",
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a private key cannot be decrypted", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String keyId) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(keyId.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
