package boxoffice.guard;

import java.security.interfaces.ECPublicKey;
import java.util.Optional;

/// The public keys that access tokens are verified with. user-grpc knows its own; everybody else
/// asks it ([RemoteSigningKeys]).
public interface SigningKeys {

  /// @param keyId 1 to 64 letters, digits, `_` or `-`
  /// @return empty when no such key is valid
  /// @throws boxoffice.wire.WireException SERVICE_UNAVAILABLE when that cannot be told
  Optional<ECPublicKey> find(String keyId);
}
