package boxoffice.user.audit;

import boxoffice.user.v1.AuditEntry;
import boxoffice.user.v1.AuditServiceGrpc;
import boxoffice.user.v1.ListAuditEntriesRequest;
import boxoffice.user.v1.ListAuditEntriesResponse;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.springframework.grpc.server.service.GrpcService;

/// The audit log over gRPC, for admins: the newest entries first.
@GrpcService
class AuditGrpcService extends AuditServiceGrpc.AuditServiceImplBase {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final AuditStore entries;

  AuditGrpcService(AuditStore entries) {
    this.entries = entries;
  }

  @Override
  public void listAuditEntries(
      ListAuditEntriesRequest request, StreamObserver<ListAuditEntriesResponse> reply) {
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    var below = below(PageToken.parse(request.getPageToken(), 1));
    // one more than asked for says whether there is another page
    var found = entries.list(request.getSubject(), request.getActor(), below, size + 1);
    var page = ListAuditEntriesResponse.newBuilder();
    found.stream().limit(size).map(AuditGrpcService::toProto).forEach(page::addEntries);
    if (found.size() > size) {
      var last = Long.toString(found.get(size - 1).number());
      page.setNextPageToken(new PageToken(List.of(last)).encode());
    }
    reply.onNext(page.build());
    reply.onCompleted();
  }

  private static long below(PageToken token) {
    if (token.isFirstPage()) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(token.parts().getFirst());
    } catch (NumberFormatException e) {
      throw PageToken.invalid(e);
    }
  }

  private static AuditEntry toProto(AuditStore.Row row) {
    return AuditEntry.newBuilder()
        .setNumber(row.number())
        .setActor(row.actor())
        .setAction(row.action())
        .setSubject(row.subject())
        .setBeforeJson(row.before())
        .setAfterJson(row.after())
        .setTime(WireTypes.timestamp(row.at()))
        .build();
  }
}
