package boxoffice.order.mail;

import java.util.UUID;

/// That an order was cancelled, as the outbox keeps it.
///
/// @param refundMinor what goes back to the buyer, in the smallest unit of `currency`; 0 for an
///   order that was not paid
public record OrderCancelled(UUID orderId, UUID buyerId, long refundMinor, String currency) {

  public static final String TYPE = "order.cancelled";
}
