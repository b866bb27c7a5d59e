package boxoffice.user.owner;

import boxoffice.user.mail.LetterWriter;
import boxoffice.user.mail.Mails;
import boxoffice.user.owner.LinkStore.Link;
import boxoffice.user.owner.LinkStore.NewAddress;
import boxoffice.user.owner.LinkStore.Purpose;
import com.google.common.io.BaseEncoding;
import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// To the address that an owner wants: the link that makes it the account's, or, where it is
/// another account's, the word to that one's owner that somebody tried.
@Component
final class EmailChangeMail implements Mails.Author {
  private final OwnAccountStore accounts;
  private final MailedLinks links;
  private final LetterWriter letters;

  EmailChangeMail(OwnAccountStore accounts, MailedLinks links, LetterWriter letters) {
    this.accounts = accounts;
    this.links = links;
    this.letters = letters;
  }

  @Override
  public String type() {
    return MailTypes.EMAIL_CHANGE;
  }

  @Override
  public Optional<Mails.Letter> write(Map<String, String> facts) {
    var address = facts.getOrDefault(MailTypes.EMAIL, "");
    var holder = accounts.find(address).filter(OwnAccount::verified);
    if (holder.isPresent()) {
      return holder.map(owner -> letters.write(owner.reader(), "registered-again"));
    }
    var mark = BaseEncoding.base64Url().decode(facts.getOrDefault(MailTypes.ASKED_WITH, ""));
    var wanted = new NewAddress(address, ByteString.copyFrom(mark));
    return Optional.ofNullable(facts.get(MailTypes.ACCOUNT_ID))
        .flatMap(id -> accounts.find(UUID.fromString(id)))
        .map(account ->
            letters.write(
                account.readerAt(address),
                "email-change",
                links.make(new Link(Purpose.CHANGE_EMAIL, account.id(), null, wanted))));
  }
}
