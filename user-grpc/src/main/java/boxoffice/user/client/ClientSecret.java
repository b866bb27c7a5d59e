package boxoffice.user.client;

import boxoffice.user.Sha256;
import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;

/// A secret of a client, as far as it is kept.
///
/// @param hash SHA-256
/// @param removed whether it works no more
record ClientSecret(ByteString hash, Instant created, boolean removed) {
  private static final int ID_CHARACTERS = 16;

  static ClientSecret of(String text, Instant now) {
    return new ClientSecret(ByteString.copyFrom(Sha256.of(text)), now, false);
  }

  boolean is(String text) {
    return MessageDigest.isEqual(hash.toByteArray(), Sha256.of(text));
  }

  /// Names it among the client's secrets: a hash of the hash, so that it tells nothing about it.
  String id() {
    var text = Base64.getUrlEncoder().withoutPadding().encodeToString(hash.toByteArray());
    var again = Sha256.of("secret id " + text);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(again)
        .substring(0, ID_CHARACTERS);
  }

  @Override
  public String toString() {
    return "ClientSecret[" + id() + "]"; // never the hash
  }
}
