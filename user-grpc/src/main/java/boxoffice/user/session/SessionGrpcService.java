package boxoffice.user.session;

import boxoffice.user.v1.EndAllSessionsRequest;
import boxoffice.user.v1.EndAllSessionsResponse;
import boxoffice.user.v1.EndSessionRequest;
import boxoffice.user.v1.EndSessionResponse;
import boxoffice.user.v1.ListSessionsRequest;
import boxoffice.user.v1.ListSessionsResponse;
import boxoffice.user.v1.RefreshSessionRequest;
import boxoffice.user.v1.RefreshSessionResponse;
import boxoffice.user.v1.Session;
import boxoffice.user.v1.SessionServiceGrpc;
import boxoffice.user.v1.SignInRequest;
import boxoffice.user.v1.SignInResponse;
import boxoffice.wire.Caller;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.grpc.server.service.GrpcService;

/// Sessions over gRPC.
@GrpcService
class SessionGrpcService extends SessionServiceGrpc.SessionServiceImplBase {
  private final SignIn signIn;
  private final RefreshSession refreshSession;
  private final ListSessions listSessions;
  private final EndOwnSessions endOwnSessions;

  SessionGrpcService(
      SignIn signIn,
      RefreshSession refreshSession,
      ListSessions listSessions,
      EndOwnSessions endOwnSessions) {
    this.signIn = signIn;
    this.refreshSession = refreshSession;
    this.listSessions = listSessions;
    this.endOwnSessions = endOwnSessions;
  }

  @Override
  public void signIn(SignInRequest request, StreamObserver<SignInResponse> reply) {
    var tokens =
        signIn.signIn(
            request.getEmail(),
            request.getPassword(),
            new StartSession.Request(
                WireTypes.uuid(request.getRequestId()), request.getDevice(), callersSession()));
    reply.onNext(
        SignInResponse.newBuilder()
            .setSessionId(tokens.session().toString())
            .setAccountId(tokens.account().toString())
            .setAccessToken(tokens.access().text())
            .setAccessTokenExpireTime(WireTypes.timestamp(tokens.access().expires()))
            .setRefreshToken(tokens.refresh())
            .setRefreshTokenExpireTime(WireTypes.timestamp(tokens.refreshExpires()))
            .build());
    reply.onCompleted();
  }

  @Override
  public void refreshSession(
      RefreshSessionRequest request, StreamObserver<RefreshSessionResponse> reply) {
    var tokens =
        refreshSession.refresh(
            request.getRefreshToken(), WireTypes.uuid(request.getRequestId()), callersSession());
    reply.onNext(
        RefreshSessionResponse.newBuilder()
            .setSessionId(tokens.session().toString())
            .setAccountId(tokens.account().toString())
            .setAccessToken(tokens.access().text())
            .setAccessTokenExpireTime(WireTypes.timestamp(tokens.access().expires()))
            .setRefreshToken(tokens.refresh())
            .setRefreshTokenExpireTime(WireTypes.timestamp(tokens.refreshExpires()))
            .build());
    reply.onCompleted();
  }

  @Override
  public void listSessions(
      ListSessionsRequest request, StreamObserver<ListSessionsResponse> reply) {
    var page =
        listSessions.list(
            Caller.person().accountId(), request.getPageSize(), request.getPageToken());
    var response = ListSessionsResponse.newBuilder().setNextPageToken(page.nextToken());
    page.sessions().forEach(session -> response.addSessions(toProto(session)));
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void endSession(EndSessionRequest request, StreamObserver<EndSessionResponse> reply) {
    endOwnSessions.one(Caller.person().accountId(), WireTypes.uuid(request.getSessionId()));
    reply.onNext(EndSessionResponse.getDefaultInstance());
    reply.onCompleted();
  }

  @Override
  public void endAllSessions(
      EndAllSessionsRequest request, StreamObserver<EndAllSessionsResponse> reply) {
    var except = request.getKeepCurrent() ? callersSession() : null;
    endOwnSessions.all(Caller.person().accountId(), except);
    reply.onNext(EndAllSessionsResponse.getDefaultInstance());
    reply.onCompleted();
  }

  private static Session toProto(SessionStore.Row session) {
    return Session.newBuilder()
        .setSessionId(session.id().toString())
        .setDevice(session.device())
        .setCreateTime(WireTypes.timestamp(session.created()))
        .setLastUseTime(WireTypes.timestamp(session.lastUsed()))
        .setExpireTime(WireTypes.timestamp(session.expires()))
        .setCurrent(session.id().equals(callersSession()))
        .build();
  }

  /// Of the person whose token the call carries; null where it carries none of a person.
  private static @Nullable UUID callersSession() {
    return Caller.current()
        .flatMap(caller -> Optional.ofNullable(caller.sessionId()))
        .map(UUID::fromString)
        .orElse(null);
  }
}
