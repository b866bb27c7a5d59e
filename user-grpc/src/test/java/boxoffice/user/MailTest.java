package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.parts.inbox.Inbox;
import boxoffice.parts.inbox.Mail;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Mails under conditions of their own: one user-grpc at a time, so that no other one sends them.
class MailTest {
  private final String email = "mia-" + UUID.randomUUID() + "@example.com";

  @Test
  void refusesAnExpiredTokenV1() {
    try (var hasty = RunningUserGrpc.start("--boxoffice.user.link-life=1ms")) {
      hasty.register(UUID.randomUUID(), email);
      var token = hasty.awaitMailedToken(email);

      assertThat(Refusals.reason(() -> hasty.verify(UUID.randomUUID(), token)))
          .isEqualTo(ErrorReason.INVALID_CODE);
    }
  }

  /// What was made for a try that failed is of no use any more.
  @Test
  void sendsAFreshLinkOnceTheMailServerIsBackE1() throws Exception {
    var gone = Inbox.start();
    var port = gone.smtpPort();
    gone.close();
    try (var lonely = RunningUserGrpc.start("--spring.mail.port=" + port)) {
      lonely.register(UUID.randomUUID(), email);
      new AccountCalls(lonely).askForReset(UUID.randomUUID(), email);
      Until.holds("a link was made", () -> liveLinks() > 0);
      expireLinks();
      Until.holds("that try is over, and another one", () -> liveLinks() > 0);
      assertThat(Refusals.reason(() -> lonely.signIn(email)))
          .isEqualTo(ErrorReason.EMAIL_NOT_VERIFIED);

      try (var back = Inbox.start(port, 0)) {
        Until.holds("the link comes", () -> !links(back).isEmpty());
        lonely.verify(UUID.randomUUID(), RunningUserGrpc.tokenIn(links(back).getFirst()));
        Until.holds("both mails come", () -> back.messagesTo(email).size() == 2);
      }

      assertThat(lonely.signIn(email).accessToken()).isNotEmpty();
    }
  }

  private List<String> links(Inbox inbox) {
    return inbox.messagesTo(email).stream()
        .map(Mail::text)
        .filter(text -> text.contains("/verify-email#"))
        .toList();
  }

  /// As after a crash between sending and noting it: the row is as it was before.
  @Test
  void sendsTheSameMessageAgainAfterACrashAndBothLinksWorkOnceE2() throws Exception {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try (var user = RunningUserGrpc.start("--spring.mail.port=" + server.getSmtp().getPort())) {
      var request = UUID.randomUUID();
      user.register(request, email);
      awaitReceived(server, 1);
      Until.holds("it is noted", () -> unpublished() == 0);
      UsersSql.update(
          """
          update users.outbox set published_at = null, due_at = now(),
            payload = jsonb_build_object('email', ?, 'registration_id', ?)
          where aggregate_id = ?
          """,
          email,
          DerivedId.of("registration", email, request.toString()).toString(),
          mailId(request));
      awaitReceived(server, 2);

      var mails = server.getReceivedMessages();
      assertThat(mails[0].getMessageID())
          .isEqualTo(mails[1].getMessageID())
          .isEqualTo("<" + mailId(request) + "@boxoffice.example>");
      for (var mail : mails) {
        var token =
            RunningUserGrpc.tokenIn(
                GreenMailUtil.getBody(mail).replace("=\r\n", "").replace("=3D", "="));
        user.verify(UUID.randomUUID(), token);
        assertThat(Refusals.reason(() -> user.verify(UUID.randomUUID(), token)))
            .isEqualTo(ErrorReason.INVALID_CODE);
      }
      assertThat(user.signIn(email).accessToken()).isNotEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  void keepsNoAddressOfAMailThatIsOut() {
    try (var user = RunningUserGrpc.start()) {
      var request = UUID.randomUUID();
      user.register(request, email);
      user.awaitMailedToken(email);

      Until.holds("it is noted", () -> unpublished() == 0);
      assertThat(
              UsersSql.one(
                  "select payload from users.outbox where aggregate_id = ?", mailId(request)))
          .isEqualTo("{}");
      assertThat(UsersSql.count("users.outbox where payload::text like ?", "%" + email + "%"))
          .isZero();
    }
  }

  @Test
  void forgetsMailsThatAreLongOut() {
    var old = UUID.randomUUID();
    var recent = UUID.randomUUID();
    for (var row : List.of(Map.entry(old, 31), Map.entry(recent, 29))) {
      UsersSql.update(
          """
          insert into users.outbox
            (aggregate_id, seq, type, payload, created_at, due_at, published_at)
          values (?, 1, 'registration-mail', '{}', now(), now(), now() - ? * interval '1 day')
          """,
          row.getKey(),
          row.getValue());
    }

    try (var user = RunningUserGrpc.start()) {
      assertThat(user.port()).isPositive();
      Until.holds(
          "the old one is gone",
          () -> UsersSql.count("users.outbox where aggregate_id = ?", old) == 0);
      assertThat(UsersSql.count("users.outbox where aggregate_id = ?", recent)).isEqualTo(1);
    }
  }

  /// The contract takes the address, no mail header does.
  @Test
  void givesUpAMailThatCannotBeWritten() {
    var odd = "a..b-" + UUID.randomUUID() + "@example.com";
    try (var user = RunningUserGrpc.start()) {
      var request = UUID.randomUUID();
      user.register(request, odd);

      Until.holds(
          "it is given up",
          () ->
              UsersSql.count(
                      "users.outbox where aggregate_id = ? and published_at is not null",
                      DerivedId.of("mail", odd, request.toString()))
                  == 1);
      assertThat(user.inbox().messagesTo(odd)).isEmpty();
    }
  }

  private UUID mailId(UUID request) {
    return DerivedId.of("mail", email, request.toString());
  }

  private int unpublished() {
    return UsersSql.count(
        "users.outbox where payload ->> 'email' = ? and published_at is null", email);
  }

  private int liveLinks() {
    return UsersSql.count(
        """
        users.mailed_link l join users.account a on l.account_id = a.id
        where a.email = ? and l.purpose = 'verify-email' and l.expires_at > now()
        """,
        email);
  }

  private void expireLinks() {
    UsersSql.update(
        """
        update users.mailed_link set expires_at = now() where purpose = 'verify-email'
          and account_id in (select id from users.account where email = ?)
        """,
        email);
  }

  private static void awaitReceived(GreenMail server, int count) {
    Until.holds(count + " mails came", () -> server.getReceivedMessages().length == count);
  }
}
