package boxoffice.inventory.change;

import boxoffice.guard.repetition.Repetition;
import boxoffice.wire.Caller;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change that a person asks for. What it changes keeps the id and hash of its last change, so
/// that the same request is answered again and does nothing, and the same request id with another
/// body is refused.
///
/// @param actor the account
/// @param requestId as the caller chose it
/// @param id from actor and request id
/// @param hash of the whole request and of what it asks for
public record Change(String actor, String requestId, UUID id, ByteString hash) {

  /// A change by the caller of this call.
  public static Change of(String requestId, Message request) {
    var actor = Caller.person().subject();
    var id = WireTypes.uuid(requestId).toString(); // in any case of letters
    return new Change(actor, id, DerivedId.of("change", actor, id), hash(request));
  }

  /// The id of what this change creates.
  public UUID created(String kind) {
    return DerivedId.of(kind, actor, requestId);
  }

  public byte[] hashBytes() {
    return hash.toByteArray();
  }

  /// The last change of a thing, as its row keeps it.
  ///
  /// @param id null for what was never changed
  public record Last(@Nullable UUID id, @Nullable ByteString hash) {
    public static Last of(@Nullable UUID id, byte @Nullable [] hash) {
      return new Last(id, hash == null ? null : ByteString.copyFrom(hash));
    }
  }

  /// Whether the last change was this one: then it is answered again, and does nothing.
  ///
  /// @throws WireException IDEMPOTENCY_KEY_REUSED
  public boolean isLast(Last last) {
    if (!id.equals(last.id())) {
      return false;
    }
    if (!hash.equals(last.hash())) {
      throw WireException.keyReused();
    }
    Repetition.found();
    return true;
  }

  /// For what exists already under the id that this change would create.
  ///
  /// @throws WireException IDEMPOTENCY_KEY_REUSED
  public void checkSame(byte[] requestHash) {
    if (!hash.equals(ByteString.copyFrom(requestHash))) {
      throw WireException.keyReused();
    }
    Repetition.found();
  }

  public static String etag(long revision) {
    return "r" + revision;
  }

  /// @param seen empty when the caller does not care
  /// @throws WireException ETAG_MISMATCH
  public static void checkEtag(String seen, long revision) {
    if (!seen.isEmpty() && !seen.equals(etag(revision))) {
      throw new WireException(ErrorReason.ETAG_MISMATCH, "it has changed since: read it again");
    }
  }

  /// The id may be written in other letters the next time.
  private static Message withoutId(Message request) {
    var field = request.getDescriptorForType().findFieldByName("request_id");
    return field == null ? request : request.toBuilder().clearField(field).build();
  }

  /// Tells requests apart that come under one request id.
  public static ByteString hash(Message request) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      // to publish and to cancel are the same bytes
      digest.update(request.getDescriptorForType().getFullName().getBytes(StandardCharsets.UTF_8));
      return ByteString.copyFrom(digest.digest(withoutId(request).toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
