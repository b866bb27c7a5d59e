package boxoffice.edge.report;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.Fills;
import boxoffice.order.v1.GetMoneyReportRequest;
import boxoffice.order.v1.MoneyReportServiceGrpc.MoneyReportServiceBlockingStub;
import boxoffice.wire.BearerToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What a performance earned.
@Refusals("inventory-unavailable")
@RestController
class MoneyReportController {
  private final MoneyReportServiceBlockingStub reports;

  MoneyReportController(MoneyReportServiceBlockingStub reports) {
    this.reports = reports;
  }

  /// Shows what a performance earned by day, for its organisers.
  @GetMapping(
      path = "/v1/performances/{performance}/moneyReport",
      produces = APPLICATION_JSON_VALUE)
  @Fills(GetMoneyReportRequest.class)
  MoneyReportJson readMoneyReport(@PathVariable String performance) {
    var request = GetMoneyReportRequest.newBuilder().setPerformanceId(performance).build();
    return MoneyReportJson.of(
        reports.withCallCredentials(BearerToken.ofCaller()).getMoneyReport(request));
  }
}
