package boxoffice.user;

import boxoffice.parts.inbox.Mail;
import boxoffice.user.v1.Account;
import boxoffice.user.v1.AccountServiceGrpc;
import boxoffice.user.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import boxoffice.user.v1.ChangeEmailRequest;
import boxoffice.user.v1.ChangePasswordRequest;
import boxoffice.user.v1.CloseAccountRequest;
import boxoffice.user.v1.GetAccountRequest;
import boxoffice.user.v1.RegisterRequest;
import boxoffice.user.v1.RequestPasswordResetRequest;
import boxoffice.user.v1.ResendVerificationRequest;
import boxoffice.user.v1.ResetPasswordRequest;
import boxoffice.wire.BearerToken;
import boxoffice.wire.DerivedId;
import com.google.protobuf.Message;
import io.grpc.Channel;
import java.util.UUID;
import java.util.function.Predicate;

/// The calls of accounts, each with a request id of its own where none is given.
record AccountCalls(RunningUserGrpc user, Channel channel) {

  AccountCalls(RunningUserGrpc user) {
    this(user, user.channel());
  }

  AccountServiceBlockingStub anyone() {
    return AccountServiceGrpc.newBlockingStub(channel);
  }

  AccountServiceBlockingStub as(String token) {
    return anyone().withCallCredentials(new BearerToken(() -> token));
  }

  static RegisterRequest.Builder registration(String email, String password) {
    return RegisterRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setEmail(email)
        .setPassword(password)
        .setDisplayName("Ada");
  }

  Message register(String email, String password) {
    return anyone().register(registration(email, password).build());
  }

  /// @return its answer, once the mail was dealt with
  Message resend(String email) {
    var request = UUID.randomUUID();
    var answer =
        anyone()
            .resendVerification(
                ResendVerificationRequest.newBuilder()
                    .setRequestId(request.toString())
                    .setEmail(email)
                    .build());
    awaitDone("resend-verification-mail", email, request);
    return answer;
  }

  /// @return its answer, once the mail was dealt with
  Message requestReset(String email) {
    var request = UUID.randomUUID();
    var answer = askForReset(request, email);
    awaitDone("password-reset-mail", email, request);
    return answer;
  }

  Message askForReset(UUID request, String email) {
    return anyone()
        .requestPasswordReset(
            RequestPasswordResetRequest.newBuilder()
                .setRequestId(request.toString())
                .setEmail(email)
                .build());
  }

  Message reset(UUID request, String token, String password) {
    return anyone()
        .resetPassword(
            ResetPasswordRequest.newBuilder()
                .setRequestId(request.toString())
                .setToken(token)
                .setNewPassword(password)
                .build());
  }

  Account account(String accessToken) {
    return as(accessToken).getAccount(GetAccountRequest.getDefaultInstance()).getAccount();
  }

  Message changeEmail(UUID request, String accessToken, String email, String password) {
    return as(accessToken)
        .changeEmail(
            ChangeEmailRequest.newBuilder()
                .setRequestId(request.toString())
                .setNewEmail(email)
                .setCurrentPassword(password)
                .build());
  }

  Message changePassword(UUID request, String accessToken, String current, String next) {
    return as(accessToken)
        .changePassword(
            ChangePasswordRequest.newBuilder()
                .setRequestId(request.toString())
                .setCurrentPassword(current)
                .setNewPassword(next)
                .build());
  }

  Message close(UUID request, String accessToken, String password) {
    return as(accessToken)
        .closeAccount(
            CloseAccountRequest.newBuilder()
                .setRequestId(request.toString())
                .setCurrentPassword(password)
                .build());
  }

  /// The newest mail to an address with these words in its subject, once there is one.
  Mail awaitMail(String email, String subject) {
    return awaitMail(email, subject, mail -> mail.subject().contains(subject));
  }

  /// The newest mail to an address with these words in its text, once there is one.
  Mail awaitMailThatSays(String email, String words) {
    return awaitMail(email, words, mail -> mail.text().contains(words));
  }

  private Mail awaitMail(String email, String what, Predicate<Mail> wanted) {
    Until.holds(
        "a mail comes: " + what, () -> user.inbox().messagesTo(email).stream().anyMatch(wanted));
    return user.inbox().messagesTo(email).stream().filter(wanted).findFirst().orElseThrow();
  }

  String awaitToken(String email, String subject) {
    return RunningUserGrpc.tokenIn(awaitMail(email, subject).text());
  }

  private static void awaitDone(String type, String email, UUID request) {
    var mail = DerivedId.of("mail", type, email, request.toString());
    Until.holds(
        "the mail is dealt with",
        () ->
            UsersSql.count("users.outbox where aggregate_id = ? and published_at is not null", mail)
                == 1);
  }
}
