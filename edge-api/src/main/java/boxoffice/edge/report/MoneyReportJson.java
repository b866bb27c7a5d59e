package boxoffice.edge.report;

import boxoffice.edge.value.MoneyJson;
import boxoffice.order.v1.GetMoneyReportResponse;
import boxoffice.order.v1.MoneyDay;
import java.util.List;

/// The money of a performance.
///
/// @param days by day and currency
record MoneyReportJson(List<MoneyDayJson> days) {

  static MoneyReportJson of(GetMoneyReportResponse report) {
    return new MoneyReportJson(report.getDaysList().stream().map(MoneyDayJson::of).toList());
  }

  /// The money of one day in one currency.
  ///
  /// @param day in UTC
  /// @param sold what the payment provider took that day
  /// @param fees in `sold` and `onAccount`, as `tax`
  /// @param refunded what it gave back that day
  /// @param onAccount what partners settle by statement
  record MoneyDayJson(
      String day,
      int orders,
      MoneyJson sold,
      MoneyJson fees,
      MoneyJson tax,
      MoneyJson refunded,
      MoneyJson onAccount) {
    static MoneyDayJson of(MoneyDay day) {
      return new MoneyDayJson(
          day.getDay(),
          day.getOrders(),
          MoneyJson.of(day.getSold()),
          MoneyJson.of(day.getFees()),
          MoneyJson.of(day.getTax()),
          MoneyJson.of(day.getRefunded()),
          MoneyJson.of(day.getOnAccount()));
    }
  }
}
