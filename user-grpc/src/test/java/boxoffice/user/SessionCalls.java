package boxoffice.user;

import boxoffice.user.v1.EndAllSessionsRequest;
import boxoffice.user.v1.EndSessionRequest;
import boxoffice.user.v1.ListSessionsRequest;
import boxoffice.user.v1.ListSessionsResponse;
import boxoffice.user.v1.RefreshSessionRequest;
import boxoffice.user.v1.RefreshSessionResponse;
import boxoffice.user.v1.SessionServiceGrpc;
import boxoffice.user.v1.SessionServiceGrpc.SessionServiceBlockingStub;
import boxoffice.user.v1.SignInRequest;
import boxoffice.user.v1.SignInResponse;
import boxoffice.wire.BearerToken;
import io.grpc.Channel;
import java.util.UUID;

/// Calls of SessionService, each with a request id of its own where none is given.
record SessionCalls(Channel channel) {

  SessionCalls(RunningUserGrpc user) {
    this(user.channel());
  }

  SignInResponse signIn(String email) {
    return signIn(UUID.randomUUID(), email, "a browser");
  }

  SignInResponse signIn(UUID request, String email, String device) {
    return nobody().signIn(signInRequest(request, email, device));
  }

  SignInResponse signInFrom(String accessToken, String email) {
    return person(accessToken).signIn(signInRequest(UUID.randomUUID(), email, "a browser"));
  }

  RefreshSessionResponse refresh(String refreshToken) {
    return refresh(UUID.randomUUID(), refreshToken);
  }

  RefreshSessionResponse refresh(UUID request, String refreshToken) {
    return nobody().refreshSession(refreshRequest(request, refreshToken));
  }

  RefreshSessionResponse refreshFrom(String accessToken, String refreshToken) {
    return person(accessToken).refreshSession(refreshRequest(UUID.randomUUID(), refreshToken));
  }

  ListSessionsResponse list(String accessToken, int pageSize, String pageToken) {
    return person(accessToken)
        .listSessions(
            ListSessionsRequest.newBuilder().setPageSize(pageSize).setPageToken(pageToken).build());
  }

  void end(String accessToken, String session) {
    var answer =
        person(accessToken)
            .endSession(
                EndSessionRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setSessionId(session)
                    .build());
    same(answer, answer.getDefaultInstanceForType());
  }

  void endAll(String accessToken, boolean keepCurrent) {
    var answer =
        person(accessToken)
            .endAllSessions(
                EndAllSessionsRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setKeepCurrent(keepCurrent)
                    .build());
    same(answer, answer.getDefaultInstanceForType());
  }

  private static void same(Object answer, Object empty) {
    if (!answer.equals(empty)) {
      throw new AssertionError("says more than it should: " + answer);
    }
  }

  private static SignInRequest signInRequest(UUID request, String email, String device) {
    return SignInRequest.newBuilder()
        .setRequestId(request.toString())
        .setEmail(email)
        .setPassword(RunningUserGrpc.PASSWORD)
        .setDevice(device)
        .build();
  }

  private static RefreshSessionRequest refreshRequest(UUID request, String refreshToken) {
    return RefreshSessionRequest.newBuilder()
        .setRequestId(request.toString())
        .setRefreshToken(refreshToken)
        .build();
  }

  private SessionServiceBlockingStub nobody() {
    return SessionServiceGrpc.newBlockingStub(channel);
  }

  private SessionServiceBlockingStub person(String accessToken) {
    return nobody().withCallCredentials(new BearerToken(() -> accessToken));
  }
}
