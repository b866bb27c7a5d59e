package boxoffice.user.owner;

import boxoffice.user.mail.LetterWriter;
import boxoffice.user.mail.Mails;
import boxoffice.user.owner.LinkStore.Link;
import boxoffice.user.owner.LinkStore.Purpose;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The link that proves an address, again, where one waits for its proof.
///
/// Where it was registered more than once nobody can say whose password is the owner's: then the
/// link proves the address and leaves the account without a password, and the letter says so. Else
/// whoever registered last would have a password on an account that another one proved.
@Component
final class ResendVerificationMail implements Mails.Author {
  private final OwnAccountStore accounts;
  private final RegistrationStore registrations;
  private final MailedLinks links;
  private final LetterWriter letters;

  ResendVerificationMail(
      OwnAccountStore accounts,
      RegistrationStore registrations,
      MailedLinks links,
      LetterWriter letters) {
    this.accounts = accounts;
    this.registrations = registrations;
    this.links = links;
    this.letters = letters;
  }

  @Override
  public String type() {
    return MailTypes.RESEND_VERIFICATION;
  }

  @Override
  public Optional<Mails.Letter> write(Map<String, String> facts) {
    return accounts
        .find(facts.getOrDefault(MailTypes.EMAIL, ""))
        .filter(account -> !account.verified())
        .map(this::letter);
  }

  private Mails.Letter letter(OwnAccount account) {
    var choices = registrations.choices(account.id());
    var only = choices.size() == 1 ? choices.getFirst() : null;
    var link =
        links.make(
            new Link(Purpose.VERIFY_EMAIL, account.id(), only == null ? null : only.id(), null));
    return letters.write(
        account.reader(), only == null ? "verification-without-password" : "verification", link);
  }
}
