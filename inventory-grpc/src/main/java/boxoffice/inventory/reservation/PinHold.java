package boxoffice.inventory.reservation;

import boxoffice.inventory.hold.HoldName;
import boxoffice.inventory.hold.Pool;
import boxoffice.inventory.hold.PoolId;
import boxoffice.inventory.hold.Quote;
import boxoffice.inventory.lock.PerformanceLock;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.wire.WireException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Pins holds for an order, each in all of its pools, its home pool first: that one says what else
/// there is. Safe to repeat for the same order.
///
/// Holds are pinned in the order of their names, whatever the order's: so of orders that want the
/// same holds at the same time one gets all of them.
final class PinHold {
  private final Pool pool;

  PinHold(Pool pool) {
    this.pool = pool;
  }

  /// @param holds one at least, each once
  record Request(UUID orderId, List<HoldName> holds, UUID buyerId, Instant paymentDeadline) {
    Request {
      holds = List.copyOf(holds);
    }

    UUID homeId() {
      return holds.getFirst().performanceId();
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
    var pinned =
        request.holds().stream()
            .sorted(Comparator.comparing(HoldName::toString))
            .allMatch(pinning::pinAll);
    return pinned ? new Pinned.All(pinning.reservation()) : new Pinned.Ended(pinning.reservation());
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

    /// @return false when a pool does not have its part any more
    boolean pinAll(HoldName hold) {
      var from = new Reservation.Source(request.holds().indexOf(hold), hold.holdId());
      var homeId = hold.performanceId();
      if (!(pin(PoolId.ofPerformance(homeId), hold) instanceof Step.Done(var home))) {
        return false;
      }
      var quote = home.quote();
      add(homeId, from, home, new Quote(quote.of(homeId).seats(), quote.products()));
      for (var performance :
          quote.performancesBeside(homeId).sorted(PerformanceLock.ORDER).toList()) {
        if (!(pin(PoolId.ofPerformance(performance), hold) instanceof Step.Done(var done))) {
          return false;
        }
        add(performance, from, done, quote.of(performance));
      }
      for (var product : products(quote)) {
        if (!(pin(PoolId.ofSku(product.getSku()), hold) instanceof Step.Done(var done))) {
          return false;
        }
        units.add(new Reservation.Units(product, from, done.fence()));
      }
      return true;
    }

    private Step pin(PoolId of, HoldName hold) {
      var pin = new Pool.Pin(request.orderId(), request.paymentDeadline());
      return switch (pool.pin(of, hold, request.buyerId(), pin)) {
        case Pool.Pinned.Done done -> {
          deadline = done.deadline().isBefore(deadline) ? done.deadline() : deadline;
          yield new Step.Done(done);
        }
        case Pool.Pinned.Ended _, Pool.Pinned.Ordered _ -> new Step.Over();
      };
    }

    private void add(UUID performance, Reservation.Source from, Pool.Pinned.Done pin, Quote quote) {
      parts.add(new Reservation.Part(performance, from, pin.fence(), pin.channel(), quote));
    }

    Reservation reservation() {
      return new Reservation(
          request.orderId(), request.homeId(), request.buyerId(), deadline, parts, units);
    }
  }
}
