package boxoffice.user.session;

import boxoffice.user.v1.SessionServiceGrpc;
import boxoffice.user.v1.SignInRequest;
import boxoffice.user.v1.SignInResponse;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import org.springframework.grpc.server.service.GrpcService;

/// Sessions over gRPC.
@GrpcService
class SessionGrpcService extends SessionServiceGrpc.SessionServiceImplBase {
  private final SignIn signIn;

  SessionGrpcService(SignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  public void signIn(SignInRequest request, StreamObserver<SignInResponse> reply) {
    var session =
        signIn.signIn(
            WireTypes.uuid(request.getRequestId()), request.getEmail(), request.getPassword());
    reply.onNext(
        SignInResponse.newBuilder()
            .setSessionId(session.id().toString())
            .setAccountId(session.account().toString())
            .setAccessToken(session.token().text())
            .setAccessTokenExpireTime(WireTypes.timestamp(session.token().expires()))
            .build());
    reply.onCompleted();
  }
}
