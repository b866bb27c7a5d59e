package boxoffice.user.owner;

import boxoffice.user.mail.LetterWriter;
import boxoffice.user.mail.Mails;
import boxoffice.user.owner.LinkStore.Link;
import boxoffice.user.owner.LinkStore.Purpose;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The link that sets a new password, where the address has an account; nothing for one that an
/// admin keeps out.
@Component
final class PasswordResetMail implements Mails.Author {
  private final OwnAccountStore accounts;
  private final MailedLinks links;
  private final LetterWriter letters;

  PasswordResetMail(OwnAccountStore accounts, MailedLinks links, LetterWriter letters) {
    this.accounts = accounts;
    this.links = links;
    this.letters = letters;
  }

  @Override
  public String type() {
    return MailTypes.PASSWORD_RESET;
  }

  @Override
  public Optional<Mails.Letter> write(Map<String, String> facts) {
    return accounts
        .find(facts.getOrDefault(MailTypes.EMAIL, ""))
        .filter(account -> !account.disabled())
        .map(account ->
            letters.write(
                account.reader(),
                "password-reset",
                links.make(new Link(Purpose.RESET_PASSWORD, account.id(), null, null))));
  }
}
