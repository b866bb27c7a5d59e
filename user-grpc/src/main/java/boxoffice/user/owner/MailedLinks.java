package boxoffice.user.owner;

import boxoffice.user.mail.LetterWriter;
import boxoffice.user.owner.LinkStore.Link;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/// Makes the links of mails. A link's token is made when its mail is written, so that it is fresh
/// however long the mail server was away, and stands nowhere but in the mail. It begins with the
/// origin of the settings, whatever the request said (row V5).
@Component
class MailedLinks {
  private final LinkStore links;
  private final LinkSettings settings;
  private final SecureRandom random;

  MailedLinks(LinkStore links, LinkSettings settings, SecureRandom random) {
    this.links = links;
    this.settings = settings;
    this.random = random;
  }

  LetterWriter.Link make(Link link) {
    var token = LinkToken.random(random);
    links.add(token, link, settings.linkLife());
    var page =
        switch (link.purpose()) {
          case VERIFY_EMAIL, CHANGE_EMAIL -> "/verify-email";
          case RESET_PASSWORD -> "/reset-password";
        };
    return new LetterWriter.Link(
        settings.origin() + page + "#token=" + token.text(), settings.linkLife().toHours());
  }
}
