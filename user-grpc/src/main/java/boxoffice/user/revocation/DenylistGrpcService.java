package boxoffice.user.revocation;

import boxoffice.guard.denylist.DenylistSource;
import boxoffice.user.v1.DenylistEntry;
import boxoffice.user.v1.DenylistServiceGrpc;
import boxoffice.user.v1.GetDenylistRequest;
import boxoffice.user.v1.GetDenylistResponse;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import org.springframework.grpc.server.service.GrpcService;

/// The denylist over gRPC, for whoever cannot follow it in Redis.
@GrpcService
class DenylistGrpcService extends DenylistServiceGrpc.DenylistServiceImplBase {
  private final DenylistSource list;

  DenylistGrpcService(DenylistSource list) {
    this.list = list;
  }

  @Override
  public void getDenylist(GetDenylistRequest request, StreamObserver<GetDenylistResponse> reply) {
    var part = list.after(request.getEpoch(), request.getAfterNumber());
    var response =
        GetDenylistResponse.newBuilder()
            .setEpoch(part.epoch())
            .setNumber(part.number())
            .setComplete(part.complete());
    part.entries().forEach(entry -> response.addEntries(toProto(entry)));
    reply.onNext(response.build());
    reply.onCompleted();
  }

  private static DenylistEntry toProto(DenylistSource.Entry entry) {
    return DenylistEntry.newBuilder()
        .setRevokedId(entry.revokedId())
        .setNotBefore(entry.notBefore())
        .setExpireTime(WireTypes.timestamp(entry.expires()))
        .build();
  }
}
