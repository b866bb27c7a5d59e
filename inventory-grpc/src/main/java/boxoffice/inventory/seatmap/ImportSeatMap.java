package boxoffice.inventory.seatmap;

import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// Imports a hall from a plan's file.
///
/// Safe to repeat: the id follows from caller and request id, and the same file finds the same seat
/// map. Another file under the same request id is IDEMPOTENCY_KEY_REUSED; a file that is no plan is
/// VALIDATION_FAILED and stores nothing.
final class ImportSeatMap {
  private final SeatMapStore store;
  private final Clock clock;

  ImportSeatMap(SeatMapStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// @param displayName the plan's own name where empty
  record Request(String caller, UUID requestId, String displayName, ByteString plan) {}

  SeatMapSummary importSeatMap(Request request) {
    var id = DerivedId.of("seat_map", request.caller(), request.requestId().toString());
    var hash = hash(request);
    var known = store.findHash(id);
    if (known.isPresent()) {
      return same(id, known.get(), hash);
    }
    var plan = SeatPlanReader.read(request.plan().toByteArray());
    var layout = plan.layout();
    var summary =
        new SeatMapSummary(
            id,
            request.displayName().isEmpty() ? plan.name() : request.displayName(),
            layout.seats().size(),
            List.copyOf(layout.categories()),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    if (store.insert(summary, layout, request.plan().toByteArray(), hash, request.caller())) {
      return summary;
    }
    return same(id, store.findHash(id).orElseThrow(), hash); // another call was first
  }

  private SeatMapSummary same(UUID id, byte[] knownHash, byte[] hash) {
    if (!MessageDigest.isEqual(knownHash, hash)) {
      throw WireException.keyReused();
    }
    return store.find(id).orElseThrow();
  }

  private static byte[] hash(Request request) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(request.displayName().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest.digest(request.plan().toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
