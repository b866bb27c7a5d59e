package boxoffice.user.key;

import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.ListSigningKeysResponse;
import boxoffice.user.v1.SigningKey;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import io.grpc.stub.StreamObserver;
import org.springframework.grpc.server.service.GrpcService;

/// Signing keys over gRPC: the public halves.
@GrpcService
class SigningKeyGrpcService extends SigningKeyServiceGrpc.SigningKeyServiceImplBase {
  private final SigningKeyRing keys;

  SigningKeyGrpcService(SigningKeyRing keys) {
    this.keys = keys;
  }

  @Override
  public void listSigningKeys(
      ListSigningKeysRequest request, StreamObserver<ListSigningKeysResponse> reply) {
    var response = ListSigningKeysResponse.newBuilder();
    for (var key : keys.all()) {
      response.addSigningKeys(
          SigningKey.newBuilder().setKeyId(key.id()).setX(key.x()).setY(key.y()));
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }
}
