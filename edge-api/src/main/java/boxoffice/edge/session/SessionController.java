package boxoffice.edge.session;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.SessionServiceGrpc.SessionServiceBlockingStub;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Sessions.
@RestController
class SessionController {
  private final SessionServiceBlockingStub sessions;

  SessionController(SessionServiceBlockingStub sessions) {
    this.sessions = sessions;
  }

  @PostMapping(
      path = "/v1/sessions",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  SessionJson signIn(RequestId requestId, @RequestBody SignInJson body) {
    return SessionJson.of(sessions.signIn(body.toProto(requestId)));
  }
}
