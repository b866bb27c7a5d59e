package boxoffice.user.client;

import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.IssueClientTokenRequest;
import boxoffice.user.v1.IssueClientTokenResponse;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import org.springframework.grpc.server.service.GrpcService;

/// Client tokens over gRPC.
@GrpcService
class ClientTokenGrpcService extends ClientTokenServiceGrpc.ClientTokenServiceImplBase {
  private final IssueClientToken issueClientToken;

  ClientTokenGrpcService(IssueClientToken issueClientToken) {
    this.issueClientToken = issueClientToken;
  }

  @Override
  public void issueClientToken(
      IssueClientTokenRequest request, StreamObserver<IssueClientTokenResponse> reply) {
    var issued =
        issueClientToken.issue(
            request.getClientId(), request.getClientSecret(), Set.copyOf(request.getScopesList()));
    reply.onNext(
        IssueClientTokenResponse.newBuilder()
            .setAccessToken(issued.token().text())
            .setAccessTokenExpireTime(WireTypes.timestamp(issued.token().expires()))
            .addAllScopes(issued.scopes().stream().sorted().toList())
            .build());
    reply.onCompleted();
  }
}
