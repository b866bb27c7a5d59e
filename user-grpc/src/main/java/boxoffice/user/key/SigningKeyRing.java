package boxoffice.user.key;

import boxoffice.guard.SigningKeys;
import com.auth0.jwt.algorithms.Algorithm;
import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The signing keys, read (or the first one made) when the service starts. The newest signs, all
/// verify.
@Component
class SigningKeyRing implements SigningKeys {
  private static final String CURVE = "secp256r1";
  private static final int COORDINATE_BYTES = 32;
  private static final int KEY_ID_BYTES = 12;

  private final MasterKey masterKey;
  private final SecureRandom random;
  private final List<SigningKeyStore.Row> rows;
  private final Map<String, ECPublicKey> publicKeys = new HashMap<>();
  private final Algorithm signature;

  SigningKeyRing(SigningKeyStore store, MasterKey masterKey, SecureRandom random, Clock clock) {
    this.masterKey = masterKey;
    this.random = random;
    rows = store.allOrFirst(this::make, clock.instant());
    rows.forEach(row -> publicKeys.put(row.id(), publicKey(row)));
    var newest = rows.getFirst();
    signature = Algorithm.ECDSA256(publicKey(newest), privateKey(newest));
  }

  @Override
  public Optional<ECPublicKey> find(String keyId) {
    return Optional.ofNullable(publicKeys.get(keyId));
  }

  /// The newest first.
  List<SigningKeyStore.Row> all() {
    return rows;
  }

  String signingKeyId() {
    return rows.getFirst().id();
  }

  Algorithm signature() {
    return signature;
  }

  private SigningKeyStore.Row make() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      var pair = generator.generateKeyPair();
      var point = ((ECPublicKey) pair.getPublic()).getW();
      var x = coordinate(point.getAffineX());
      var y = coordinate(point.getAffineY());
      var id = keyId(x, y);
      return new SigningKeyStore.Row(
          id,
          ByteString.copyFrom(x),
          ByteString.copyFrom(y),
          ByteString.copyFrom(masterKey.seal(pair.getPrivate().getEncoded(), id)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a signing key cannot be made", e);
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

  private static ECPublicKey publicKey(SigningKeyStore.Row row) {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(CURVE));
      var point =
          new ECPoint(
              new BigInteger(1, row.x().toByteArray()), new BigInteger(1, row.y().toByteArray()));
      var spec = new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class));
      return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing key " + row.id() + " is damaged", e);
    }
  }

  private ECPrivateKey privateKey(SigningKeyStore.Row row) {
    try {
      var encoded = masterKey.open(row.sealedPrivateKey().toByteArray(), row.id());
      return (ECPrivateKey)
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing key " + row.id() + " is damaged", e);
    }
  }
}
