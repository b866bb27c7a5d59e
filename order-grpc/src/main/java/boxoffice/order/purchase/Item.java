package boxoffice.order.purchase;

import java.util.UUID;

/// A seat bought.
///
/// @param amountMinor what it costs, in the smallest unit of the order's currency
record Item(
    UUID seatId, String section, String row, String number, String category, long amountMinor) {}
