package boxoffice.order.report;

import java.time.LocalDate;

/// The money of one day in one currency, in its smallest unit.
///
/// @param day in UTC
/// @param orders that were paid that day, or put on account
/// @param refundedMinor given back that day, of whatever was sold before
/// @param onAccountMinor less what partners were credited that day; may be below 0
record MoneyDay(
    LocalDate day,
    String currency,
    int orders,
    long soldMinor,
    long feesMinor,
    long taxMinor,
    long refundedMinor,
    long onAccountMinor) {}
