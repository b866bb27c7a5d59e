package boxoffice.user.key;

import boxoffice.guard.P256;
import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.springframework.stereotype.Component;

/// Makes key pairs on the curve P-256 and reads them from what is kept of them.
@Component
final class KeyMaker {
  private static final int COORDINATE_BYTES = 32;
  private static final int KEY_ID_BYTES = 12;

  private final MasterKey masterKey;
  private final SecureRandom random;

  KeyMaker(MasterKey masterKey, SecureRandom random) {
    this.masterKey = masterKey;
    this.random = random;
  }

  /// @param x 32 bytes, big endian
  /// @param y 32 bytes, big endian
  /// @param sealedPrivateKey encrypted
  record Pair(String id, ByteString x, ByteString y, ByteString sealedPrivateKey) {}

  Pair make() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(P256.CURVE), random);
      var pair = generator.generateKeyPair();
      var point = ((ECPublicKey) pair.getPublic()).getW();
      var x = coordinate(point.getAffineX());
      var y = coordinate(point.getAffineY());
      var id = keyId(x, y);
      return new Pair(
          id,
          ByteString.copyFrom(x),
          ByteString.copyFrom(y),
          ByteString.copyFrom(masterKey.seal(pair.getPrivate().getEncoded(), id)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a signing key cannot be made", e);
    }
  }

  /// @throws IllegalStateException when it was kept with another master key
  ECPrivateKey privateKey(Pair pair) {
    try {
      var encoded = masterKey.open(pair.sealedPrivateKey().toByteArray(), pair.id());
      return (ECPrivateKey)
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing key " + pair.id() + " is damaged", e);
    }
  }

  static ECPublicKey publicKey(Pair pair) {
    try {
      return P256.publicKey(pair.x(), pair.y());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing key " + pair.id() + " is damaged", e);
    }
  }

  /// Follows from the key, so it tells nothing else.
  private static String keyId(byte[] x, byte[] y) throws GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256");
    digest.update(x);
    digest.update(y);
    var bytes = new byte[KEY_ID_BYTES];
    System.arraycopy(digest.digest(), 0, bytes, 0, bytes.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Fixed length: [BigInteger] adds a sign byte or leaves leading zeros out.
  private static byte[] coordinate(BigInteger value) {
    var bytes = value.toByteArray();
    var fixed = new byte[COORDINATE_BYTES];
    var length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
    return fixed;
  }
}
