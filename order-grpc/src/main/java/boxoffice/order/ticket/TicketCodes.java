package boxoffice.order.ticket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// Makes the codes that the door scans: base64url of version (1 byte), ticket id (16), secret (16)
/// and an Ed25519 signature (64) over what stands before it. The same ticket always has the same
/// code.
final class TicketCodes {
  private static final byte VERSION = 1;
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 16;
  private static final int SIGNED_BYTES = 1 + ID_BYTES + SECRET_BYTES;
  private static final int SIGNATURE_BYTES = 64;

  private final Ed25519PrivateKeyParameters key;

  TicketCodes(TicketSettings settings) {
    this.key = new Ed25519PrivateKeyParameters(settings.seed());
  }

  /// What a genuine code says.
  record Content(UUID ticketId, TicketSecret secret) {}

  /// For those who only verify.
  byte[] publicKey() {
    return key.generatePublicKey().getEncoded();
  }

  String code(UUID ticketId, TicketSecret secret) {
    var signed =
        ByteBuffer.allocate(SIGNED_BYTES)
            .put(VERSION)
            .putLong(ticketId.getMostSignificantBits())
            .putLong(ticketId.getLeastSignificantBits())
            .put(secret.bytes())
            .array();
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(signed, 0, signed.length);
    var code = Arrays.copyOf(signed, SIGNED_BYTES + SIGNATURE_BYTES);
    System.arraycopy(signer.generateSignature(), 0, code, SIGNED_BYTES, SIGNATURE_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
  }

  /// Needs the public key and nothing else.
  ///
  /// @return empty when the code is not one that was signed with the key's private part
  static Optional<Content> verify(byte[] publicKey, String code) {
    var bytes = decode(code);
    if (bytes.length != SIGNED_BYTES + SIGNATURE_BYTES || bytes[0] != VERSION) {
      return Optional.empty();
    }
    var signer = new Ed25519Signer();
    signer.init(false, new Ed25519PublicKeyParameters(publicKey));
    signer.update(bytes, 0, SIGNED_BYTES);
    if (!signer.verifySignature(Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length))) {
      return Optional.empty();
    }
    var content = ByteBuffer.wrap(bytes, 1, ID_BYTES);
    var id = new UUID(content.getLong(), content.getLong());
    return Optional.of(
        new Content(id, TicketSecret.of(Arrays.copyOfRange(bytes, 1 + ID_BYTES, SIGNED_BYTES))));
  }

  private static byte[] decode(String code) {
    try {
      return Base64.getUrlDecoder().decode(code);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // no code of ours is empty
    }
  }
}
