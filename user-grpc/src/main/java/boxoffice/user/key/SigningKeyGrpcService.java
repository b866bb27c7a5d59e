package boxoffice.user.key;

import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.ListSigningKeysResponse;
import boxoffice.user.v1.RotateSigningKeyRequest;
import boxoffice.user.v1.RotateSigningKeyResponse;
import boxoffice.user.v1.SigningKey;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.wire.Caller;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import org.springframework.grpc.server.service.GrpcService;

/// Signing keys over gRPC: the public halves.
@GrpcService
class SigningKeyGrpcService extends SigningKeyServiceGrpc.SigningKeyServiceImplBase {
  private final SigningKeyRing keys;
  private final RotateSigningKey rotateSigningKey;

  SigningKeyGrpcService(SigningKeyRing keys, RotateSigningKey rotateSigningKey) {
    this.keys = keys;
    this.rotateSigningKey = rotateSigningKey;
  }

  @Override
  public void listSigningKeys(
      ListSigningKeysRequest request, StreamObserver<ListSigningKeysResponse> reply) {
    var response = ListSigningKeysResponse.newBuilder();
    keys.good().forEach(key -> response.addSigningKeys(toProto(key)));
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void rotateSigningKey(
      RotateSigningKeyRequest request, StreamObserver<RotateSigningKeyResponse> reply) {
    var key =
        rotateSigningKey.rotate(
            Caller.person().accountId(),
            WireTypes.uuid(request.getRequestId()),
            request.getCompromised());
    keys.read();
    reply.onNext(RotateSigningKeyResponse.newBuilder().setSigningKey(toProto(key)).build());
    reply.onCompleted();
  }

  private static SigningKey toProto(SigningKeyStore.Key key) {
    var proto =
        SigningKey.newBuilder()
            .setKeyId(key.pair().id())
            .setX(key.pair().x())
            .setY(key.pair().y())
            .setSignTime(WireTypes.timestamp(key.signs()));
    if (key.expires() != null) {
      proto.setExpireTime(WireTypes.timestamp(key.expires()));
    }
    return proto.build();
  }
}
