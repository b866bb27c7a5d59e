package boxoffice.edge.session;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.EndAllSessionsRequest;
import boxoffice.user.v1.EndSessionRequest;
import boxoffice.user.v1.ListSessionsRequest;
import boxoffice.user.v1.SessionServiceGrpc.SessionServiceBlockingStub;
import boxoffice.wire.BearerToken;
import boxoffice.wire.Caller;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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

  @PostMapping(
      path = "/v1/sessions",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  TokensJson signIn(
      RequestId requestId,
      @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent,
      @RequestBody SignInJson body) {
    return TokensJson.of(caller().signIn(body.toProto(requestId, device(userAgent))));
  }

  @PostMapping(
      path = "/v1/sessions:refresh",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  TokensJson refresh(RequestId requestId, @RequestBody RefreshJson body) {
    return TokensJson.of(caller().refreshSession(body.toProto(requestId)));
  }

  @GetMapping(path = "/v1/sessions", produces = APPLICATION_JSON_VALUE)
  SessionsJson list(
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

  @DeleteMapping("/v1/sessions/{session}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(RequestId requestId, @PathVariable String session) {
    var request =
        EndSessionRequest.newBuilder().setRequestId(requestId.text()).setSessionId(session).build();
    var _ = caller().endSession(request);
  }

  @DeleteMapping("/v1/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endAll(RequestId requestId, @RequestParam(defaultValue = "false") boolean keepCurrent) {
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
