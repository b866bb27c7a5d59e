package boxoffice.guard;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

/// The curve of ES256 (RFC 7518, 3.4).
public final class P256 {
  /// As the JDK calls it.
  public static final String CURVE = "secp256r1";

  private P256() {}

  /// @param x coordinate of the point, big endian
  /// @param y coordinate of the point, big endian
  /// @throws GeneralSecurityException when that is no key
  public static ECPublicKey publicKey(ByteString x, ByteString y) throws GeneralSecurityException {
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(CURVE));
    var point = new ECPoint(new BigInteger(1, x.toByteArray()), new BigInteger(1, y.toByteArray()));
    var spec = new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class));
    return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
  }
}
