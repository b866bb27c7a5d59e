package boxoffice.user.owner;

import boxoffice.user.Sha256;
import com.google.protobuf.ByteString;

/// What a change asked for, as it is kept to tell a repetition from another change.
final class RequestBody {
  private RequestBody() {}

  /// @param parts no password: a hash of one could be guessed
  static ByteString hash(String operation, String... parts) {
    return ByteString.copyFrom(Sha256.of(operation + '\n' + String.join("\n", parts)));
  }
}
