package boxoffice.user.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.util.StreamProvider;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/// Hands a letter to the mail server, as text and HTML, under a Message-ID that follows from the
/// mail's id: whoever gets it twice can see that it is one.
@Component
final class SmtpPost {
  static {
    // else jakarta.mail looks through all jars for it, for each part of each mail
    System.setProperty(
        StreamProvider.class.getName(), "org.eclipse.angus.mail.util.MailStreamProvider");
  }

  private final JavaMailSender server;
  private final MailSettings settings;

  SmtpPost(JavaMailSender server, MailSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /// @throws MailPreparationException when it can never be sent
  /// @throws MailException when the server is away or refuses it
  void send(UUID id, Mails.Letter letter) {
    var message = server.createMimeMessage();
    try {
      var parts = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
      parts.setFrom(settings.mailFrom());
      parts.setTo(letter.to());
      parts.setSubject(letter.subject());
      parts.setText(letter.text(), letter.html());
      message.setHeader("Message-ID", "<" + id + "@" + settings.domain() + ">");
    } catch (MessagingException e) {
      throw new MailPreparationException("a mail cannot be written", e);
    }
    server.send(message);
  }
}
