package boxoffice.order.audit;

import boxoffice.order.v1.AuditEntry;
import boxoffice.order.v1.AuditServiceGrpc.AuditServiceImplBase;
import boxoffice.order.v1.ListAuditEntriesRequest;
import boxoffice.order.v1.ListAuditEntriesResponse;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.List;

/// What operators did, on the wire.
final class AuditGrpcService extends AuditServiceImplBase {
  private static final KeyedPage.Order<AuditLog.Entry, Long> BY_NUMBER =
      new KeyedPage.Order<>(
          1,
          entry -> List.of(Long.toString(entry.number())),
          parts -> Long.parseLong(parts.getFirst()));

  private final AuditLog log;

  AuditGrpcService(AuditLog log) {
    this.log = log;
  }

  @Override
  public void listAuditEntries(
      ListAuditEntriesRequest request, StreamObserver<ListAuditEntriesResponse> observer) {
    var page =
        KeyedPage.of(
            new KeyedPage.Asked(request.getPageSize(), request.getPageToken()),
            BY_NUMBER,
            (after, max) ->
                log.list(request.getSubject(), after == null ? Long.MAX_VALUE : after, max));
    observer.onNext(
        ListAuditEntriesResponse.newBuilder()
            .addAllEntries(page.rows().stream().map(AuditGrpcService::toProto).toList())
            .setNextPageToken(page.next())
            .build());
    observer.onCompleted();
  }

  private static AuditEntry toProto(AuditLog.Entry entry) {
    return AuditEntry.newBuilder()
        .setNumber(entry.number())
        .setActor(entry.actor().toString())
        .setAction(entry.action())
        .setSubject(entry.subject())
        .setReason(entry.reason())
        .setTime(WireTypes.timestamp(entry.at()))
        .build();
  }
}
