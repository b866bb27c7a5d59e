package boxoffice.user.owner;

import boxoffice.user.v1.AccountServiceGrpc;
import boxoffice.user.v1.ChangeEmailRequest;
import boxoffice.user.v1.ChangeEmailResponse;
import boxoffice.user.v1.ChangePasswordRequest;
import boxoffice.user.v1.ChangePasswordResponse;
import boxoffice.user.v1.CloseAccountRequest;
import boxoffice.user.v1.CloseAccountResponse;
import boxoffice.user.v1.GetAccountRequest;
import boxoffice.user.v1.GetAccountResponse;
import boxoffice.user.v1.GetContactRequest;
import boxoffice.user.v1.GetContactResponse;
import boxoffice.user.v1.RegisterRequest;
import boxoffice.user.v1.RegisterResponse;
import boxoffice.user.v1.RequestPasswordResetRequest;
import boxoffice.user.v1.RequestPasswordResetResponse;
import boxoffice.user.v1.ResendVerificationRequest;
import boxoffice.user.v1.ResendVerificationResponse;
import boxoffice.user.v1.ResetPasswordRequest;
import boxoffice.user.v1.ResetPasswordResponse;
import boxoffice.user.v1.UpdateAccountRequest;
import boxoffice.user.v1.UpdateAccountResponse;
import boxoffice.user.v1.VerifyEmailRequest;
import boxoffice.user.v1.VerifyEmailResponse;
import boxoffice.wire.Caller;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.Objects;
import java.util.UUID;
import org.springframework.grpc.server.service.GrpcService;
import org.springframework.stereotype.Component;

/// Accounts over gRPC.
@GrpcService
class AccountGrpcService extends AccountServiceGrpc.AccountServiceImplBase {
  private final ByLink byLink;
  private final ByOwner byOwner;
  private final OwnAccountStore accounts;

  AccountGrpcService(ByLink byLink, ByOwner byOwner, OwnAccountStore accounts) {
    this.byLink = byLink;
    this.byOwner = byOwner;
    this.accounts = accounts;
  }

  /// What needs no token.
  @Component
  record ByLink(
      RegisterAccount register, RequestMail request, VerifyEmail verify, ResetPassword reset) {}

  /// What needs the owner's token.
  @Component
  record ByOwner(
      UpdateAccount update, ChangeEmail email, ChangePassword password, CloseAccount close) {}

  @Override
  public void register(RegisterRequest request, StreamObserver<RegisterResponse> reply) {
    byLink
        .register()
        .register(
            WireTypes.uuid(request.getRequestId()),
            request.getEmail(),
            request.getPassword(),
            AccountMessages.profile(request));
    answer(reply, RegisterResponse.getDefaultInstance());
  }

  @Override
  public void verifyEmail(VerifyEmailRequest request, StreamObserver<VerifyEmailResponse> reply) {
    byLink
        .verify()
        .verify(WireTypes.uuid(request.getRequestId()), new LinkToken(request.getToken()));
    answer(reply, VerifyEmailResponse.getDefaultInstance());
  }

  @Override
  public void resendVerification(
      ResendVerificationRequest request, StreamObserver<ResendVerificationResponse> reply) {
    byLink
        .request()
        .request(
            WireTypes.uuid(request.getRequestId()),
            RequestMail.LIMIT,
            MailTypes.RESEND_VERIFICATION,
            request.getEmail());
    answer(reply, ResendVerificationResponse.getDefaultInstance());
  }

  @Override
  public void requestPasswordReset(
      RequestPasswordResetRequest request, StreamObserver<RequestPasswordResetResponse> reply) {
    byLink
        .request()
        .request(
            WireTypes.uuid(request.getRequestId()),
            RequestMail.RESET_LIMIT,
            MailTypes.PASSWORD_RESET,
            request.getEmail());
    answer(reply, RequestPasswordResetResponse.getDefaultInstance());
  }

  @Override
  public void resetPassword(
      ResetPasswordRequest request, StreamObserver<ResetPasswordResponse> reply) {
    byLink
        .reset()
        .reset(
            WireTypes.uuid(request.getRequestId()),
            new LinkToken(request.getToken()),
            request.getNewPassword());
    answer(reply, ResetPasswordResponse.getDefaultInstance());
  }

  @Override
  public void getAccount(GetAccountRequest request, StreamObserver<GetAccountResponse> reply) {
    var account = AccountMessages.account(accounts.live(Caller.person().accountId()));
    answer(reply, GetAccountResponse.newBuilder().setAccount(account).build());
  }

  @Override
  public void updateAccount(
      UpdateAccountRequest request, StreamObserver<UpdateAccountResponse> reply) {
    var account =
        byOwner
            .update()
            .update(
                Caller.person().accountId(),
                WireTypes.uuid(request.getRequestId()),
                AccountMessages.change(request));
    answer(
        reply,
        UpdateAccountResponse.newBuilder().setAccount(AccountMessages.account(account)).build());
  }

  @Override
  public void changeEmail(ChangeEmailRequest request, StreamObserver<ChangeEmailResponse> reply) {
    byOwner
        .email()
        .change(
            Caller.person().accountId(),
            WireTypes.uuid(request.getRequestId()),
            request.getNewEmail(),
            request.getCurrentPassword());
    answer(reply, ChangeEmailResponse.getDefaultInstance());
  }

  @Override
  public void changePassword(
      ChangePasswordRequest request, StreamObserver<ChangePasswordResponse> reply) {
    var caller = Caller.person();
    byOwner
        .password()
        .change(
            caller.accountId(),
            UUID.fromString(Objects.requireNonNull(caller.sessionId())),
            WireTypes.uuid(request.getRequestId()),
            new ChangePassword.Change(request.getCurrentPassword(), request.getNewPassword()));
    answer(reply, ChangePasswordResponse.getDefaultInstance());
  }

  @Override
  public void closeAccount(
      CloseAccountRequest request, StreamObserver<CloseAccountResponse> reply) {
    byOwner
        .close()
        .close(
            Caller.person().accountId(),
            WireTypes.uuid(request.getRequestId()),
            request.getCurrentPassword());
    answer(reply, CloseAccountResponse.getDefaultInstance());
  }

  @Override
  public void getContact(GetContactRequest request, StreamObserver<GetContactResponse> reply) {
    var account =
        accounts
            .find(WireTypes.uuid(request.getAccountId()))
            .orElseThrow(() -> WireException.notFound("account"));
    answer(reply, AccountMessages.contact(account));
  }

  private static <T> void answer(StreamObserver<T> reply, T answer) {
    reply.onNext(answer);
    reply.onCompleted();
  }
}
