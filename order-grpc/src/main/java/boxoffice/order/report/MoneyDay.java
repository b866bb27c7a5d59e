package boxoffice.order.report;

import java.time.LocalDate;

/// The money of one day in one currency, in its smallest unit.
///
/// @param day in UTC, on which orders were confirmed
/// @param refundedMinor of what was sold that day, given back on whatever day
record MoneyDay(
    LocalDate day,
    String currency,
    int orders,
    long soldMinor,
    long feesMinor,
    long taxMinor,
    long refundedMinor,
    long onAccountMinor) {}
