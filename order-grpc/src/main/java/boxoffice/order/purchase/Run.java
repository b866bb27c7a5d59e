package boxoffice.order.purchase;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One run of an order's saga, and the answer that buyers may be waiting for.
final class Run {
  private final Instant awaitedUntil;
  private final @Nullable UUID askedAgain;
  private final CompletableFuture<End> end = new CompletableFuture<>();

  /// How a run ended for those who wait.
  sealed interface End {
    /// The buyer can be answered.
    record Settled(Order order) implements End {}

    /// The worker will try again.
    record Later() implements End {}

    /// Somebody else works on the order.
    record Busy() implements End {}
  }

  /// @param awaitedUntil until then somebody waits
  /// @param askedAgain the attempt that may be sent again, if nothing of it was; null for none
  Run(Instant awaitedUntil, @Nullable UUID askedAgain) {
    this.awaitedUntil = awaitedUntil;
    this.askedAgain = askedAgain;
  }

  /// One that nobody waits for.
  static Run unawaited() {
    return new Run(Instant.EPOCH, null);
  }

  /// The attempt that its caller asks for again; null for none.
  @Nullable UUID askedAgain() {
    return askedAgain;
  }

  CompletableFuture<End> end() {
    return end;
  }

  Instant awaitedUntil() {
    return awaitedUntil;
  }

  boolean isAwaited(Instant now) {
    return now.isBefore(awaitedUntil);
  }

  void settle(Order order) {
    end.complete(new End.Settled(order));
  }

  void later() {
    end.complete(new End.Later());
  }

  void busy() {
    end.complete(new End.Busy());
  }

  static WireException unavailable() {
    return new WireException(
        ErrorReason.PAYMENT_UNAVAILABLE, "the payment provider is unavailable; no money moved");
  }
}
