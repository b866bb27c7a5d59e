package boxoffice.inventory.audit;

import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.v1.AuditEntry;
import boxoffice.inventory.v1.AuditServiceGrpc;
import boxoffice.inventory.v1.ListAuditEntriesRequest;
import boxoffice.inventory.v1.ListAuditEntriesResponse;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The audit log over gRPC: the newest entries first.
final class AuditGrpcService extends AuditServiceGrpc.AuditServiceImplBase {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final DSLContext sql;
  private final AuditStore entries = new AuditStore();
  private final Memberships memberships;

  AuditGrpcService(DSLContext sql, Memberships memberships) {
    this.sql = sql;
    this.memberships = memberships;
  }

  @Override
  public void listAuditEntries(
      ListAuditEntriesRequest request, StreamObserver<ListAuditEntriesResponse> reply) {
    var organisation = organisation(request.getOrganisationId());
    // what belongs to no organisation is an admin's only, and so is the list of all
    memberships.check(sql, organisation, "organisation");
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    var below = below(PageToken.parse(request.getPageToken(), 1));
    var question = new AuditStore.Question(organisation, request.getSubject(), request.getActor());
    // one more than asked for says whether there is another page
    var found = entries.list(sql, question, below, size + 1);
    var page = ListAuditEntriesResponse.newBuilder();
    found.stream().limit(size).map(AuditGrpcService::toProto).forEach(page::addEntries);
    if (found.size() > size) {
      var last = Long.toString(found.get(size - 1).number());
      page.setNextPageToken(new PageToken(List.of(last)).encode());
    }
    reply.onNext(page.build());
    reply.onCompleted();
  }

  private static @Nullable UUID organisation(String text) {
    return text.isEmpty() ? null : WireTypes.uuid(text);
  }

  private static long below(PageToken token) {
    try {
      return token.isFirstPage() ? Long.MAX_VALUE : Long.parseLong(token.parts().getFirst());
    } catch (NumberFormatException e) {
      throw PageToken.invalid(e);
    }
  }

  private static AuditEntry toProto(AuditStore.Row row) {
    var entry =
        AuditEntry.newBuilder()
            .setNumber(row.number())
            .setActor(row.actor())
            .setAction(row.action())
            .setSubject(row.subject())
            .setBeforeJson(row.before())
            .setAfterJson(row.after())
            .setTime(WireTypes.timestamp(row.at()));
    if (row.organisationId() != null) {
      entry.setOrganisationId(row.organisationId().toString());
    }
    return entry.build();
  }
}
