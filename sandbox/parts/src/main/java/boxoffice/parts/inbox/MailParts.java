package boxoffice.parts.inbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;

/// The readable parts of a mail: its plain text and its HTML, attachments left out.
record MailParts(String text, String html) {
  static MailParts of(Part part) throws MessagingException, IOException {
    if (part.isMimeType("text/html")) {
      return new MailParts("", part.getContent().toString());
    }
    if (part.isMimeType("text/*")) {
      return new MailParts(part.getContent().toString(), "");
    }
    var found = new MailParts("", "");
    if (part.getContent() instanceof Multipart several) {
      for (var index = 0; index < several.getCount(); index++) {
        var inner = several.getBodyPart(index);
        if (!Part.ATTACHMENT.equalsIgnoreCase(inner.getDisposition())) {
          found = found.or(of(inner));
        }
      }
    }
    return found;
  }

  private MailParts or(MailParts other) {
    return new MailParts(text.isEmpty() ? other.text : text, html.isEmpty() ? other.html : html);
  }
}
