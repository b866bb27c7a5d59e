package boxoffice.order.purchase;

import java.time.Instant;
import java.util.UUID;

/// The right to work on an order, for a while: keeps two runs from doing the same work twice. It
/// saves work only; that nothing has its effect twice is what the conditional updates and the keys
/// see to.
///
/// @param tries how often in a row work came to nothing before this
/// @param wakes how often there was something new to do, as far as its owner knows
record Lease(UUID orderId, UUID id, Instant until, int tries, int wakes) {}
