package boxoffice.order.mail;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// That an order, or items of it, was cancelled, as the outbox keeps it.
///
/// @param buyerId the account to write to; null for the order of a partner, whose holder is written
///   to
/// @param refundMinor what goes back to the buyer, in the smallest unit of `currency`; 0 for an
///   order that was not paid
/// @param items what is cancelled of an order that goes on; empty for all of it, and in rows from
///   before that could be
/// @param reason of the organiser who cancelled it; null when the buyer did
public record OrderCancelled(
    UUID orderId,
    @Nullable UUID buyerId,
    long refundMinor,
    String currency,
    List<OrderConfirmed.Line> items,
    @Nullable String reason) {

  public static final String TYPE = "order.cancelled";

  public OrderCancelled {
    items = List.copyOf(Objects.requireNonNullElse(items, List.of()));
  }
}
