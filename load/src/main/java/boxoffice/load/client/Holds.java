package boxoffice.load.client;

import java.util.List;
import java.util.UUID;

/// A way to place holds: over REST or over gRPC.
public interface Holds {
  /// @param key over gRPC it must be a UUID
  Reply place(Buyer buyer, String key, UUID performance, List<UUID> seats);

  /// The best so many neighbours that are free.
  Reply placeBest(Buyer buyer, String key, UUID performance, int count);
}
