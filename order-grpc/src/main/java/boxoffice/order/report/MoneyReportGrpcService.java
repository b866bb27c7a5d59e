package boxoffice.order.report;

import boxoffice.money.v1.Money;
import boxoffice.order.inventory.Organisers;
import boxoffice.order.v1.GetMoneyReportRequest;
import boxoffice.order.v1.GetMoneyReportResponse;
import boxoffice.order.v1.MoneyReportServiceGrpc.MoneyReportServiceImplBase;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;

/// The face of the money report on the wire.
final class MoneyReportGrpcService extends MoneyReportServiceImplBase {
  private final Organisers organisers;
  private final MoneyReportStore report;

  MoneyReportGrpcService(Organisers organisers, MoneyReportStore report) {
    this.organisers = organisers;
    this.report = report;
  }

  @Override
  public void getMoneyReport(
      GetMoneyReportRequest request, StreamObserver<GetMoneyReportResponse> observer) {
    var performanceId = WireTypes.uuid(request.getPerformanceId());
    organisers.checkPerformance(performanceId);
    var response = GetMoneyReportResponse.newBuilder();
    report.days(performanceId).forEach(day -> response.addDays(toProto(day)));
    observer.onNext(response.build());
    observer.onCompleted();
  }

  private static boxoffice.order.v1.MoneyDay toProto(MoneyDay day) {
    return boxoffice.order.v1.MoneyDay.newBuilder()
        .setDay(day.day().toString())
        .setOrders(day.orders())
        .setSold(money(day, day.soldMinor()))
        .setFees(money(day, day.feesMinor()))
        .setTax(money(day, day.taxMinor()))
        .setRefunded(money(day, day.refundedMinor()))
        .setOnAccount(money(day, day.onAccountMinor()))
        .build();
  }

  private static Money money(MoneyDay day, long amountMinor) {
    return Money.newBuilder().setAmountMinor(amountMinor).setCurrency(day.currency()).build();
  }
}
