package boxoffice.user.owner;

import boxoffice.user.mail.LetterWriter;
import boxoffice.user.mail.Mails;
import boxoffice.user.owner.LinkStore.Link;
import boxoffice.user.owner.LinkStore.Purpose;
import boxoffice.user.owner.RegistrationStore.Choice;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// After a registration: the link that proves the address, or, where the address has an account by
/// then, the word to its owner that somebody registered it again.
@Component
final class RegistrationMail implements Mails.Author {
  private final OwnAccountStore accounts;
  private final RegistrationStore registrations;
  private final MailedLinks links;
  private final LetterWriter letters;

  RegistrationMail(
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
    return MailTypes.REGISTRATION;
  }

  @Override
  public Optional<Mails.Letter> write(Map<String, String> facts) {
    var id = facts.get(MailTypes.REGISTRATION_ID);
    return accounts
        .find(facts.getOrDefault(MailTypes.EMAIL, ""))
        .flatMap(account ->
            account.verified()
                ? Optional.of(registeredAgain(account))
                : registrations.choices(account.id()).stream()
                    .filter(choice -> choice.id().toString().equals(id))
                    .findFirst()
                    .map(choice -> verification(account, choice)));
  }

  private Mails.Letter registeredAgain(OwnAccount account) {
    registrations.deleteAll(account.id()); // it can never be proved any more
    return letters.write(account.reader(), "registered-again");
  }

  private Mails.Letter verification(OwnAccount account, Choice choice) {
    var link = links.make(new Link(Purpose.VERIFY_EMAIL, account.id(), choice.id(), null));
    var reader =
        new LetterWriter.Reader(
            account.email(), choice.profile().displayName(), choice.profile().locale());
    return letters.write(reader, "verification", link);
  }
}
