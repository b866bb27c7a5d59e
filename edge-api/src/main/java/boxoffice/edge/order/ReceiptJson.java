package boxoffice.edge.order;

import boxoffice.edge.value.MoneyJson;
import boxoffice.order.v1.Receipt;
import boxoffice.order.v1.ReceiptTax;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import java.util.List;

/// What was paid, for bookkeeping.
///
/// @param number of the organisation's receipts, without a gap
/// @param organisationId empty for nobody's
/// @param taxes by rate
/// @param refunded what of the total was given back by now
record ReceiptJson(
    long number,
    String organisationId,
    String orderId,
    String orderCode,
    Instant issueTime,
    List<TaxJson> taxes,
    MoneyJson total,
    MoneyJson refunded) {

  static ReceiptJson of(Receipt receipt) {
    return new ReceiptJson(
        receipt.getNumber(),
        receipt.getOrganisationId(),
        receipt.getOrderId(),
        receipt.getOrderCode(),
        WireTypes.instant(receipt.getIssueTime()),
        receipt.getTaxesList().stream().map(TaxJson::of).toList(),
        MoneyJson.of(receipt.getTotal()),
        MoneyJson.of(receipt.getRefunded()));
  }

  /// What was paid at one rate.
  ///
  /// @param taxBasisPoints 1900 is 19 percent
  record TaxJson(int taxBasisPoints, MoneyJson net, MoneyJson tax) {
    static TaxJson of(ReceiptTax tax) {
      return new TaxJson(
          tax.getTaxBasisPoints(), MoneyJson.of(tax.getNet()), MoneyJson.of(tax.getTax()));
    }
  }
}
