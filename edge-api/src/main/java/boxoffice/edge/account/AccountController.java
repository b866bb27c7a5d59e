package boxoffice.edge.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Accounts.
@RestController
class AccountController {
  private final AccountServiceBlockingStub accounts;

  AccountController(AccountServiceBlockingStub accounts) {
    this.accounts = accounts;
  }

  @PostMapping(
      path = "/v1/accounts",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  RegisteredJson register(RequestId requestId, @RequestBody RegisterJson body) {
    var _ = accounts.register(body.toProto(requestId));
    return new RegisteredJson();
  }

  @PostMapping(path = "/v1/accounts:verifyEmail", consumes = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void verifyEmail(RequestId requestId, @RequestBody VerifyEmailJson body) {
    var _ = accounts.verifyEmail(body.toProto(requestId));
  }
}
