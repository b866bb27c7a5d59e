package boxoffice.edge.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.EntityTag;
import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.Account;
import boxoffice.user.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import boxoffice.user.v1.GetAccountRequest;
import boxoffice.wire.BearerToken;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The caller's own account.
@RestController
class OwnAccountController {
  private static final String ME = "/v1/accounts/me";

  private final AccountServiceBlockingStub accounts;

  OwnAccountController(AccountServiceBlockingStub accounts) {
    this.accounts = accounts;
  }

  /// Shows the caller's account.
  @ApiResponse(
      responseCode = "200",
      description = "as it is now",
      useReturnTypeSchema = true,
      headers = @Header(name = "ETag", schema = @Schema(type = "string")))
  @GetMapping(path = ME, produces = APPLICATION_JSON_VALUE)
  @Refusals("not-found")
  ResponseEntity<AccountJson> readAccount() {
    return answer(caller().getAccount(GetAccountRequest.getDefaultInstance()).getAccount());
  }

  /// Changes what the body names, if the account still is what `If-Match` names, where it is sent.
  @ApiResponse(
      responseCode = "200",
      description = "as it is now",
      useReturnTypeSchema = true,
      headers = @Header(name = "ETag", schema = @Schema(type = "string")))
  @PatchMapping(path = ME, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
  @Refusals("not-found")
  ResponseEntity<AccountJson> updateAccount(
      RequestId requestId,
      @Parameter(schema = @Schema(pattern = EntityTag.FORM))
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      @RequestBody UpdateAccountJson body) {
    var request = body.toProto(requestId, EntityTag.expected(ifMatch));
    return answer(caller().updateAccount(request).getAccount());
  }

  /// Mails a link to a new address, which becomes the account's when it is opened.
  @PostMapping(
      path = ME + ":changeEmail",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Refusals({"invalid-credentials", "not-found"})
  MailedJson changeEmail(RequestId requestId, @RequestBody ChangeEmailJson body) {
    var _ = caller().changeEmail(body.toProto(requestId));
    return new MailedJson();
  }

  /// Sets a new password; ends all other sessions.
  @PostMapping(path = ME + ":changePassword", consumes = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refusals({"invalid-credentials", "not-found"})
  void changePassword(RequestId requestId, @RequestBody ChangePasswordJson body) {
    var _ = caller().changePassword(body.toProto(requestId));
  }

  /// Closes the account for good.
  @PostMapping(path = ME + ":close", consumes = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refusals({"invalid-credentials", "not-found"})
  void closeAccount(RequestId requestId, @RequestBody CloseAccountJson body) {
    var _ = caller().closeAccount(body.toProto(requestId));
  }

  private AccountServiceBlockingStub caller() {
    return accounts.withCallCredentials(BearerToken.ofCaller());
  }

  private static ResponseEntity<AccountJson> answer(Account account) {
    return ResponseEntity.ok()
        .eTag(EntityTag.quoted(account.getEtag()))
        .body(AccountJson.of(account));
  }
}
