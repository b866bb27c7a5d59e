package boxoffice.guard;

import boxoffice.access.v1.PingRequest;
import boxoffice.access.v1.PingResponse;
import boxoffice.access.v1.PingServiceGrpc;
import io.grpc.stub.StreamObserver;

/// Answers who got through the guard, and does nothing else: what it costs is what the guard and
/// the wire cost.
final class PingGrpcService extends PingServiceGrpc.PingServiceImplBase {
  @Override
  public void ping(PingRequest request, StreamObserver<PingResponse> reply) {
    reply.onNext(PingResponse.getDefaultInstance());
    reply.onCompleted();
  }
}
