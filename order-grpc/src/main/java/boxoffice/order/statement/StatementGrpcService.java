package boxoffice.order.statement;

import boxoffice.money.v1.Money;
import boxoffice.order.v1.GetPartnerStatementRequest;
import boxoffice.order.v1.GetPartnerStatementResponse;
import boxoffice.order.v1.GetStatementRequest;
import boxoffice.order.v1.GetStatementResponse;
import boxoffice.order.v1.StatementEntry;
import boxoffice.order.v1.StatementEntryKind;
import boxoffice.order.v1.StatementLine;
import boxoffice.order.v1.StatementServiceGrpc.StatementServiceImplBase;
import boxoffice.wire.Caller;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.time.YearMonth;
import java.util.UUID;

/// The face of statements on the wire.
final class StatementGrpcService extends StatementServiceImplBase {
  private final ReadStatement readStatement;

  StatementGrpcService(ReadStatement readStatement) {
    this.readStatement = readStatement;
  }

  @Override
  public void getStatement(
      GetStatementRequest request, StreamObserver<GetStatementResponse> observer) {
    var page = new ReadStatement.Page(request.getPageSize(), request.getPageToken());
    var statement = read(Caller.required().ownerId(), request.getMonth(), page);
    observer.onNext(
        GetStatementResponse.newBuilder()
            .setStatement(toProto(statement))
            .setNextPageToken(statement.next())
            .build());
    observer.onCompleted();
  }

  @Override
  public void getPartnerStatement(
      GetPartnerStatementRequest request, StreamObserver<GetPartnerStatementResponse> observer) {
    var page = new ReadStatement.Page(request.getPageSize(), request.getPageToken());
    var statement = read(Caller.ownerId(request.getClientId()), request.getMonth(), page);
    observer.onNext(
        GetPartnerStatementResponse.newBuilder()
            .setStatement(toProto(statement))
            .setNextPageToken(statement.next())
            .build());
    observer.onCompleted();
  }

  private Statement read(UUID partnerId, String month, ReadStatement.Page page) {
    return readStatement.read(partnerId, YearMonth.parse(month), page);
  }

  private static boxoffice.order.v1.Statement toProto(Statement statement) {
    return boxoffice.order.v1.Statement.newBuilder()
        .setMonth(statement.month().toString())
        .addAllLines(statement.lines().stream().map(StatementGrpcService::toProto).toList())
        .addAllEntries(statement.entries().stream().map(StatementGrpcService::toProto).toList())
        .build();
  }

  private static StatementLine toProto(Statement.Line line) {
    return StatementLine.newBuilder()
        .setOrders(line.orders())
        .setCancellations(line.cancellations())
        .setCharged(money(line.chargedMinor(), line.currency()))
        .setCredited(money(line.creditedMinor(), line.currency()))
        .setBalance(money(line.chargedMinor() - line.creditedMinor(), line.currency()))
        .build();
  }

  private static StatementEntry toProto(Statement.Entry entry) {
    return StatementEntry.newBuilder()
        .setEntryTime(WireTypes.timestamp(entry.key().at()))
        .setOrderId(entry.orderId().toString())
        .setOrderCode(entry.orderCode())
        .setPerformanceId(entry.key().performanceId().toString())
        .setKind(StatementEntryKind.valueOf("STATEMENT_ENTRY_KIND_" + entry.kind()))
        .setAmount(money(entry.amountMinor(), entry.currency()))
        .build();
  }

  private static Money money(long amountMinor, String currency) {
    return Money.newBuilder().setAmountMinor(amountMinor).setCurrency(currency).build();
  }
}
