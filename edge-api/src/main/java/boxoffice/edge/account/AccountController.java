package boxoffice.edge.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Accounts of whoever has no token: registering, and the links in mails.
@RestController
class AccountController {
  private final AccountServiceBlockingStub accounts;

  AccountController(AccountServiceBlockingStub accounts) {
    this.accounts = accounts;
  }

  /// Makes an account that opens with the mailed link.
  ///
  /// An address that has one already hears so by mail, and the answer is the same.
  @PostMapping(
      path = "/v1/accounts",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  MailedJson register(RequestId requestId, @RequestBody RegisterJson body) {
    var _ = accounts.register(body.toProto(requestId));
    return new MailedJson();
  }

  /// Mails the link that opens an account again.
  @PostMapping(
      path = "/v1/accounts:resendVerification",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  MailedJson resendVerification(RequestId requestId, @RequestBody AddressJson body) {
    var _ = accounts.resendVerification(body.toResend(requestId));
    return new MailedJson();
  }

  /// Mails a link that allows a new password.
  @PostMapping(
      path = "/v1/accounts:requestPasswordReset",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  MailedJson requestPasswordReset(RequestId requestId, @RequestBody AddressJson body) {
    var _ = accounts.requestPasswordReset(body.toReset(requestId));
    return new MailedJson();
  }

  /// Sets a new password with the token of a mailed link; ends all sessions.
  @PostMapping(path = "/v1/accounts:resetPassword", consumes = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refusals("invalid-code")
  void resetPassword(RequestId requestId, @RequestBody ResetPasswordJson body) {
    var _ = accounts.resetPassword(body.toProto(requestId));
  }

  /// Opens an account, or changes its address, with the token of a mailed link.
  @PostMapping(path = "/v1/accounts:verifyEmail", consumes = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refusals("invalid-code")
  void verifyEmail(RequestId requestId, @RequestBody VerifyEmailJson body) {
    var _ = accounts.verifyEmail(body.toProto(requestId));
  }
}
