package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.HoldName;
import boxoffice.inventory.hold.Pool;
import boxoffice.inventory.hold.PoolId;
import boxoffice.inventory.hold.Quote;
import boxoffice.inventory.lock.PerformanceLock;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.wire.WireException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Pins a hold for an order in all of its pools, its home pool first: that one says what else there
/// is. Safe to repeat for the same order.
final class PinHold {
  private final Pool pool;

  PinHold(Pool pool) {
    this.pool = pool;
  }

  record Request(UUID orderId, HoldName hold, UUID buyerId, Instant paymentDeadline) {
    UUID homeId() {
      return hold.performanceId();
    }
  }

  /// What came of it.
  sealed interface Pinned {
    record All(Reservation reservation) implements Pinned {}

    /// A pool does not have its part any more, or another order has it.
    ///
    /// @param before what was pinned until then
    record Ended(Reservation before) implements Pinned {}
  }

  /// What was pinned of one pool.
  private sealed interface Step {
    record Done(Pool.Pinned.Done pin) implements Step {}

    record Over() implements Step {}
  }

  /// @throws WireException as [Pool] does: what was pinned by then stays the order's
  Pinned pin(Request request) {
    var pinning = new Pinning(request);
    if (!(pinning.pin(PoolId.ofPerformance(request.homeId())) instanceof Step.Done(var home))) {
      return pinning.ended();
    }
    var quote = home.quote();
    pinning.add(request.homeId(), home, quote.of(request.homeId()).seats());
    for (var performance :
        quote.performancesBeside(request.homeId()).sorted(PerformanceLock.ORDER).toList()) {
      if (!(pinning.pin(PoolId.ofPerformance(performance)) instanceof Step.Done(var done))) {
        return pinning.ended();
      }
      pinning.add(performance, done, quote.of(performance).seats());
    }
    for (var product : products(quote)) {
      if (!(pinning.pin(PoolId.ofSku(product.getSku())) instanceof Step.Done(var done))) {
        return pinning.ended();
      }
      pinning.units.add(new Reservation.Units(product, done.fence()));
    }
    return new Pinned.All(pinning.reservation());
  }

  private static List<HeldProduct> products(Quote quote) {
    return quote.products().stream().sorted(Comparator.comparing(HeldProduct::getSku)).toList();
  }

  /// The epochs of these pools are looked up again.
  void forgetEpochs(Reservation reservation) {
    reservation
        .parts()
        .forEach(part -> pool.forgetEpoch(PoolId.ofPerformance(part.performanceId())));
    reservation.units().forEach(units -> pool.forgetEpoch(PoolId.ofSku(units.sku())));
  }

  /// What one call has pinned so far.
  private final class Pinning {
    private final Request request;
    private final List<Reservation.Part> parts = new ArrayList<>();
    private final List<Reservation.Units> units = new ArrayList<>();
    private Instant deadline;

    Pinning(Request request) {
      this.request = request;
      deadline = request.paymentDeadline();
    }

    Step pin(PoolId of) {
      var pin = new Pool.Pin(request.orderId(), request.paymentDeadline());
      return switch (pool.pin(of, request.hold(), request.buyerId(), pin)) {
        case Pool.Pinned.Done done -> {
          deadline = done.deadline().isBefore(deadline) ? done.deadline() : deadline;
          yield new Step.Done(done);
        }
        case Pool.Pinned.Ended _, Pool.Pinned.Ordered _ -> new Step.Over();
      };
    }

    void add(UUID performance, Pool.Pinned.Done pin, List<HeldSeat> seats) {
      parts.add(new Reservation.Part(performance, pin.fence(), pin.channel(), seats));
    }

    Pinned ended() {
      return new Pinned.Ended(reservation());
    }

    Reservation reservation() {
      return new Reservation(
          request.orderId(), request.hold(), request.buyerId(), deadline, parts, units);
    }
  }
}
