package boxoffice.user.owner;

import boxoffice.guard.repetition.Repetition;
import boxoffice.user.mail.LetterWriter;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An account as its owner deals with it. Never one that is closed.
///
/// @param passwordHash empty for none
/// @param roles lower case
/// @param lastRequest the owner's last change, so that it may be repeated
record OwnAccount(
    UUID id,
    String email,
    Profile profile,
    String passwordHash,
    Set<String> roles,
    Instant created,
    int version,
    long notBefore,
    boolean verified,
    boolean disabled,
    @Nullable LastRequest lastRequest) {

  OwnAccount {
    roles = Set.copyOf(roles);
  }

  /// What a person chooses.
  ///
  /// @param locale `en` or `ko`
  record Profile(String displayName, String locale, String timeZone) {
    @Override
    public String toString() {
      return "Profile"; // never the name
    }
  }

  /// @param bodyHash SHA-256 of what it asked for, without passwords
  record LastRequest(UUID id, ByteString bodyHash) {}

  /// Stands for the password that the account has now, and tells nothing about it.
  ByteString passwordMark() {
    return RequestBody.hash("password-mark", passwordHash);
  }

  /// Whether this very request was the last change already.
  ///
  /// @throws WireException IDEMPOTENCY_KEY_REUSED when its id came with another body
  boolean hasDone(UUID request, ByteString bodyHash) {
    if (lastRequest == null || !lastRequest.id().equals(request)) {
      return false;
    }
    if (!lastRequest.bodyHash().equals(bodyHash)) {
      throw WireException.keyReused();
    }
    Repetition.found();
    return true;
  }

  LetterWriter.Reader reader() {
    return readerAt(email);
  }

  /// The owner, at an address that is or was or will be the account's.
  LetterWriter.Reader readerAt(String address) {
    return new LetterWriter.Reader(address, profile.displayName(), profile.locale());
  }

  @Override
  public String toString() {
    return "OwnAccount[" + id + "]"; // never address, name or hash
  }
}
