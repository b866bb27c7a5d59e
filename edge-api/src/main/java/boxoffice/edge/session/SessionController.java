package boxoffice.edge.session;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.Fills;
import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.EndAllSessionsRequest;
import boxoffice.user.v1.EndSessionRequest;
import boxoffice.user.v1.ListSessionsRequest;
import boxoffice.user.v1.SessionServiceGrpc.SessionServiceBlockingStub;
import boxoffice.wire.BearerToken;
import boxoffice.wire.Caller;
import java.net.URI;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Sessions.
@RestController
class SessionController {
  private static final int MOST_DEVICE = 200;
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

  private final SessionServiceBlockingStub sessions;

  SessionController(SessionServiceBlockingStub sessions) {
    this.sessions = sessions;
  }

  /// Signs in: starts a session, and ends the one whose token is sent.
  @PostMapping(
      path = "/v1/sessions",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Refusals({"invalid-credentials", "email-not-verified", "forbidden"})
  ResponseEntity<TokensJson> signIn(
      RequestId requestId,
      @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent,
      @RequestBody SignInJson body) {
    var tokens = TokensJson.of(caller().signIn(body.toProto(requestId, device(userAgent))));
    return ResponseEntity.created(URI.create("/v1/sessions/" + tokens.sessionId())).body(tokens);
  }

  /// Changes a refresh token into new tokens, once.
  @PostMapping(
      path = "/v1/sessions:refresh",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @Refusals("forbidden")
  TokensJson refreshSession(RequestId requestId, @RequestBody RefreshJson body) {
    return TokensJson.of(caller().refreshSession(body.toProto(requestId)));
  }

  /// Lists the caller's sessions, the last used first.
  @GetMapping(path = "/v1/sessions", produces = APPLICATION_JSON_VALUE)
  @Fills(ListSessionsRequest.class)
  SessionsJson listSessions(
      @RequestParam(defaultValue = "0") int pageSize,
      @RequestParam(defaultValue = "") String pageToken) {
    return SessionsJson.of(
        caller()
            .listSessions(
                ListSessionsRequest.newBuilder()
                    .setPageSize(pageSize)
                    .setPageToken(pageToken)
                    .build()));
  }

  /// Signs out of one session.
  @DeleteMapping("/v1/sessions/{session}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Fills(EndSessionRequest.class)
  void endSession(RequestId requestId, @PathVariable String session) {
    var request =
        EndSessionRequest.newBuilder().setRequestId(requestId.text()).setSessionId(session).build();
    var _ = caller().endSession(request);
  }

  /// Signs out everywhere.
  ///
  /// @param keepCurrent but not here
  @DeleteMapping("/v1/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Fills(EndAllSessionsRequest.class)
  void endAllSessions(
      RequestId requestId, @RequestParam(defaultValue = "false") boolean keepCurrent) {
    var request =
        EndAllSessionsRequest.newBuilder()
            .setRequestId(requestId.text())
            .setKeepCurrent(keepCurrent)
            .build();
    var _ = caller().endAllSessions(request);
  }

  /// With the token of whoever sent one: signing in again ends the session before.
  private SessionServiceBlockingStub caller() {
    return Caller.current().isEmpty()
        ? sessions
        : sessions.withCallCredentials(BearerToken.ofCaller());
  }

  private static String device(String userAgent) {
    var printable = UNPRINTABLE.matcher(userAgent).replaceAll("");
    return printable.substring(0, Math.min(printable.length(), MOST_DEVICE));
  }
}
