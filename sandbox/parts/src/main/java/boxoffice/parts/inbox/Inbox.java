package boxoffice.parts.inbox;

import boxoffice.parts.http.LocalHttp;
import boxoffice.parts.process.LocalPort;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.mail.MessagingException;
import jakarta.mail.util.StreamProvider;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// An SMTP server on [LocalPort#address()] that takes every mail for everybody, and shows them over
/// HTTP:
///
/// - `GET /` a page for people, newest first
/// - `GET /messages[?to=address]` JSON, newest first; `GET /messages/{id}` one of them
/// - `DELETE /messages` empties it
///
/// Memory only, 10 000 mails at most. It asks for no password: keep it off any network.
public final class Inbox implements AutoCloseable {
  static {
    // else jakarta.mail looks through all jars for it, for each part of each mail
    System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
  }

  private static final String HTTP = "the inbox (HTTP)";
  private static final String SMTP = "the inbox (SMTP)";
  private static final Duration STARTUP = Duration.ofSeconds(20);

  private final JsonMapper json = new JsonMapper();
  private final AtomicLong ids = new AtomicLong();
  private final ReceivedMails mails = new ReceivedMails();
  private final Clock clock = Clock.systemUTC();
  private final GreenMail smtp;
  private final LocalHttp http;

  private Inbox(int smtpPort, int httpPort) {
    // a free one is taken by listening on it: one that is chosen before may be gone by then
    var port = smtpPort == 0 ? 0 : LocalPort.choose(smtpPort, SMTP);
    var setup = new ServerSetup(port, LocalPort.address(), ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(STARTUP.toMillis()); // two seconds are too few on a busy machine
    smtp = new GreenMail(setup);
    http = LocalHttp.start(httpPort, HTTP, this::addRoutes);
  }

  /// For tests: free ports.
  public static Inbox start() {
    return start(0, 0);
  }

  /// Starts an inbox and returns when it takes mails. Fails with one clear message when a port is
  /// taken.
  ///
  /// @param smtpPort 0 for a free one
  /// @param httpPort 0 for a free one
  public static Inbox start(int smtpPort, int httpPort) {
    var inbox = new Inbox(smtpPort, httpPort);
    try {
      inbox.listen();
      return inbox;
    } catch (RuntimeException e) {
      inbox.close();
      throw e;
    }
  }

  private void listen() {
    smtp.getUserManager().setMessageDeliveryHandler(this::deliver);
    smtp.start();
  }

  /// Runs once per recipient, on the SMTP connection's thread: the sender waits until it is done.
  private GreenMailUser deliver(MovingMessage message, MailAddress recipient)
      throws MessagingException {
    var mail = message.getMessage();
    try {
      var parts = MailParts.of(mail);
      var from = mail.getFrom() == null ? "" : mail.getFrom()[0].toString();
      mails.add(
          new Mail(
              Long.toString(ids.incrementAndGet()),
              from,
              recipient.getEmail().toLowerCase(Locale.ROOT),
              orEmpty(mail.getSubject()),
              clock.instant(),
              parts.text(),
              parts.html()));
    } catch (IOException e) {
      throw new MessagingException("unreadable mail", e);
    }
    return new Nobody(recipient.getEmail());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private void addRoutes(RoutesConfig routes) {
    routes.get("/", page -> page.html(InboxPage.of(mails.all())));
    routes.get("/messages", this::list);
    routes.get("/messages/{id}", this::show);
    routes.delete(
        "/messages",
        answer -> {
          clear();
          answer.status(204);
        });
  }

  private void list(Context answer) {
    var to = answer.queryParam("to");
    var found = to == null ? mails.all() : mails.to(to);
    answer.contentType("application/json").result(json.writeValueAsString(found));
  }

  private void show(Context answer) {
    mails
        .find(answer.pathParam("id"))
        .ifPresentOrElse(
            mail -> answer.contentType("application/json").result(json.writeValueAsString(mail)),
            () -> answer.status(404).result("no such mail"));
  }

  public int smtpPort() {
    return smtp.getSmtp().getPort();
  }

  /// Where people and programs read it.
  public String url() {
    return http.url();
  }

  /// The mails delivered to an address, newest first; letter case does not matter.
  public List<Mail> messagesTo(String address) {
    return mails.to(address);
  }

  /// The newest mail to an address, as soon as there is one. Throws [TimeoutException] when none
  /// came within `patience`.
  public Mail awaitMessageTo(String address, Duration patience)
      throws InterruptedException, TimeoutException {
    return mails.await(address, patience);
  }

  /// Forgets all mails.
  public void clear() {
    mails.clear();
  }

  @Override
  public void close() {
    smtp.stop();
    http.close();
  }
}
