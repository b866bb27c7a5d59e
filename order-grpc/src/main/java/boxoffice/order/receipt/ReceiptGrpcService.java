package boxoffice.order.receipt;

import boxoffice.money.v1.Money;
import boxoffice.order.v1.GetReceiptRequest;
import boxoffice.order.v1.GetReceiptResponse;
import boxoffice.order.v1.Receipt;
import boxoffice.order.v1.ReceiptServiceGrpc.ReceiptServiceImplBase;
import boxoffice.order.v1.ReceiptTax;
import boxoffice.wire.Caller;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;

/// The face of receipts on the wire.
final class ReceiptGrpcService extends ReceiptServiceImplBase {
  private final ReadReceipt readReceipt;

  ReceiptGrpcService(ReadReceipt readReceipt) {
    this.readReceipt = readReceipt;
  }

  @Override
  public void getReceipt(GetReceiptRequest request, StreamObserver<GetReceiptResponse> observer) {
    var receipt =
        readReceipt.read(Caller.person().accountId(), WireTypes.uuid(request.getOrderId()));
    observer.onNext(GetReceiptResponse.newBuilder().setReceipt(toProto(receipt)).build());
    observer.onCompleted();
  }

  private static Receipt toProto(ReadReceipt.Receipt receipt) {
    var message =
        Receipt.newBuilder()
            .setNumber(receipt.number())
            .setOrderId(receipt.orderId().toString())
            .setOrderCode(receipt.orderCode())
            .setIssueTime(WireTypes.timestamp(receipt.issuedAt()))
            .setTotal(money(receipt.totalMinor(), receipt.currency()))
            .setRefunded(money(receipt.refundedMinor(), receipt.currency()));
    if (receipt.organisationId() != null) {
      message.setOrganisationId(receipt.organisationId().toString());
    }
    for (var tax : receipt.taxes()) {
      message.addTaxes(
          ReceiptTax.newBuilder()
              .setTaxBasisPoints(tax.basisPoints())
              .setNet(money(tax.netMinor(), receipt.currency()))
              .setTax(money(tax.taxMinor(), receipt.currency())));
    }
    return message.build();
  }

  private static Money money(long amountMinor, String currency) {
    return Money.newBuilder().setAmountMinor(amountMinor).setCurrency(currency).build();
  }
}
