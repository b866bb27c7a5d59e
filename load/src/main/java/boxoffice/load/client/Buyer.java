package boxoffice.load.client;

import java.util.UUID;

/// Somebody who buys, signed in beforehand.
///
/// @param address the client address that the generator, a configured proxy, gives for them
public record Buyer(UUID id, String token, String address) {
  @Override
  public String toString() {
    return "Buyer[" + id + "]"; // never the token
  }
}
