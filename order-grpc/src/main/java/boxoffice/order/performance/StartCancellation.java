package boxoffice.order.performance;

import boxoffice.guard.repetition.Repetition;
import boxoffice.inventory.v1.CancelPerformanceRequest;
import boxoffice.inventory.v1.PerformanceServiceGrpc.PerformanceServiceBlockingStub;
import boxoffice.order.inventory.InventoryFailures;
import boxoffice.wire.BearerToken;
import boxoffice.wire.Caller;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Begins to cancel a performance: inventory first, with the caller's own token, so that nothing
/// more is sold; then the job is stored. A crash in between is gone on with by repeating the
/// request.
///
/// Throws [WireException]: NOT_FOUND for a performance that is not the caller's,
/// INVENTORY_UNAVAILABLE, IDEMPOTENCY_KEY_REUSED for another body.
final class StartCancellation {
  private final CancellationStore store;
  private final PerformanceServiceBlockingStub inventory;
  private final Clock clock;

  /// @param inventory without a token
  StartCancellation(
      CancellationStore store, PerformanceServiceBlockingStub inventory, Clock clock) {
    this.store = store;
    this.inventory = inventory;
    this.clock = clock;
  }

  /// What the caller asks for.
  record Request(UUID requestId, UUID performanceId, String reason) {}

  /// @param organiser a member of the performance's organisation
  PerformanceCancellation start(Caller organiser, Request request) {
    var wanted =
        new PerformanceCancellation(
            DerivedId.of(
                "performance-cancellation", organiser.subject(), request.requestId().toString()),
            request.performanceId(),
            organiser.accountId(),
            request.reason(),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            null);
    var known = store.find(wanted.id());
    if (known.isPresent()) {
      return same(known.get(), wanted);
    }
    cancelInInventory(request);
    if (store.start(wanted)) {
      return wanted;
    }
    return store
        .find(wanted.id())
        .map(found -> same(found, wanted))
        .or(() -> store.running(request.performanceId()))
        .orElseThrow(() ->
            new WireException(
                ErrorReason.IDEMPOTENCY_IN_PROGRESS,
                "another one has just ended: repeat the call"));
  }

  private static PerformanceCancellation same(
      PerformanceCancellation found, PerformanceCancellation wanted) {
    if (!found.performanceId().equals(wanted.performanceId())
        || !found.reason().equals(wanted.reason())) {
      throw WireException.keyReused();
    }
    Repetition.found();
    return found;
  }

  private void cancelInInventory(Request request) {
    try {
      var _ =
          inventory
              .withCallCredentials(BearerToken.ofCaller())
              .cancelPerformance(
                  CancelPerformanceRequest.newBuilder()
                      .setRequestId(request.requestId().toString())
                      .setPerformanceId(request.performanceId().toString())
                      .build());
    } catch (StatusRuntimeException e) {
      throw InventoryFailures.of(e, "performance");
    }
  }
}
