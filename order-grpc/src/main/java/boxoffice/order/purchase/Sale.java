package boxoffice.order.purchase;

import boxoffice.order.item.OrderCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order as its organiser sees it.
///
/// @param code null for an order from before there were codes
/// @param organisationId whose performance the hold is named after; null for nobody's
/// @param complimentaryReason why it was given away; null for an order that costs what was quoted
/// @param collectedAt when its products were handed out; null before
/// @param holder whom a partner has sold it to, who settles it by statement; null for all others
record Sale(
    @Nullable OrderCode code,
    @Nullable UUID organisationId,
    @Nullable String complimentaryReason,
    @Nullable Instant collectedAt,
    @Nullable Holder holder) {}
