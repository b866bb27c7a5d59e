package boxoffice.parts.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Inbox inbox;

  @BeforeEach
  void start() {
    inbox = Inbox.start();
  }

  @AfterEach
  void stop() {
    inbox.close();
  }

  @Test
  void wakesWhoeverWaitsForAMail() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> inbox.awaitMessageTo("Ada@example.org", PATIENCE));
      send("ada@example.org", "Verify", "Open http://localhost:8080/verify?a=1&b=2.");

      assertThat(waiting.get().subject()).isEqualTo("Verify");
      assertThat(waiting.get().from()).isEqualTo("box@example.org");
    }
  }

  @Test
  void givesUpWaitingInTime() {
    assertThatThrownBy(() -> inbox.awaitMessageTo("bob@example.org", Duration.ofMillis(50)))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("bob@example.org");
  }

  @Test
  void answersJsonNewestFirstForOneAddressOrAll() throws Exception {
    send("ada@example.org", "first", "one");
    send("bob@example.org", "second", "two");
    send("ada@example.org", "third", "three");

    assertThat(inbox.messagesTo("ada@example.org"))
        .extracting(Mail::subject)
        .containsExactly("third", "first");
    assertThat(get("/messages")).contains("second").matches("(?s).*third.*second.*first.*");
    assertThat(get("/messages?to=bob@example.org")).contains("second").doesNotContain("first");
    var id = inbox.messagesTo("bob@example.org").getFirst().id();
    assertThat(get("/messages/" + id)).contains("\"to\":\"bob@example.org\"");
    assertThat(get("/messages/none")).isEqualTo("no such mail");
  }

  @Test
  void showsLinksToClickAndNothingThatAMailInjects() throws Exception {
    send(
        "ada@example.org",
        "<script>alert(1)</script>",
        "Open http://localhost:8080/verify?a=1&b=2. <img src=x onerror=alert(2)>");

    assertThat(get("/"))
        .contains(
            "<a rel=\"noreferrer\" href=\"http://localhost:8080/verify?a=1&amp;b=2\">"
                + "http://localhost:8080/verify?a=1&amp;b=2</a>.")
        .contains("&lt;script&gt;", "&lt;img src=x")
        .doesNotContain("<script", "<img");
  }

  @Test
  void readsBothBodiesOfAnAlternative() throws Exception {
    var plain = new MimeBodyPart();
    plain.setText("Grüße", "utf-8");
    var html = new MimeBodyPart();
    html.setText("<a href=\"http://x.example/\">Grüße</a>", "utf-8", "html");
    var message = message("ada@example.org", "Two bodies");
    message.setContent(new MimeMultipart("alternative", plain, html));
    Transport.send(message);

    var mail = inbox.awaitMessageTo("ada@example.org", PATIENCE);

    assertThat(mail.text()).isEqualTo("Grüße");
    assertThat(mail.html()).contains("http://x.example/");
  }

  @Test
  void showsTheLinksOfAMailThatIsOnlyHtml() throws Exception {
    var message = message("ada@example.org", "Only HTML");
    message.setText(
        "<p onclick=\"x()\">Hi <a href=\"http://x.example/?a=1&amp;b=2\">here</a></p>",
        "utf-8",
        "html");
    Transport.send(message);

    assertThat(get("/"))
        .contains("href=\"http://x.example/?a=1&amp;b=2\"")
        .doesNotContain("onclick");
  }

  @Test
  void forgetsEverythingWhenEmptied() throws Exception {
    send("ada@example.org", "first", "one");
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(inbox.url() + "/messages")).DELETE().build();
      assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
    }

    assertThat(inbox.messagesTo("ada@example.org")).isEmpty();
    send("ada@example.org", "second", "two");
    assertThat(inbox.messagesTo("ada@example.org")).hasSize(1);
  }

  @Test
  void namesThePortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();

      assertThatThrownBy(() -> Inbox.start(port, 0))
          .hasMessage("port %d is in use: the inbox (SMTP) cannot listen on it".formatted(port));
      assertThatThrownBy(() -> Inbox.start(0, port))
          .hasMessage("port %d is in use: the inbox (HTTP) cannot listen on it".formatted(port));
    }
  }

  private void send(String to, String subject, String text) throws MessagingException {
    var message = message(to, subject);
    message.setText(text, "utf-8");
    Transport.send(message);
  }

  private MimeMessage message(String to, String subject) throws MessagingException {
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", Integer.toString(inbox.smtpPort()));
    var message = new MimeMessage(Session.getInstance(properties));
    message.setFrom(new InternetAddress("box@example.org"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    message.setSubject(subject, "utf-8");
    return message;
  }

  private String get(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(inbox.url() + path)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }
}
