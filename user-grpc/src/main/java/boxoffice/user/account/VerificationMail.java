package boxoffice.user.account;

import boxoffice.user.mail.Mails;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/// The mail with the link that proves an address. Its token is made when it is written, so that it
/// is fresh however long the mail server was away, and stands nowhere but in the mail.
@Component
final class VerificationMail implements Mails.Author {
  static final String TYPE = "verification-mail";

  private final AccountStore accounts;
  private final LinkSettings settings;
  private final SecureRandom random;
  private final Clock clock;

  VerificationMail(AccountStore accounts, LinkSettings settings, SecureRandom random, Clock clock) {
    this.accounts = accounts;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Mails.Letter write(UUID accountId) {
    var account = accounts.find(accountId).orElseThrow();
    var token = EmailToken.random(random);
    var now = clock.instant();
    accounts.addProof(accountId, token.hash(), now, now.plus(settings.linkLife()));
    var link = settings.origin() + "/verify-email#token=" + token.text();
    var hours = settings.linkLife().toHours();
    return new Mails.Letter(
        account.email(),
        "Please confirm your e-mail address",
        """
        Hello %s,

        please confirm that this is your e-mail address:

        %s

        The link works for %d hours. If you did not ask for this, do nothing.
        """
            .formatted(account.displayName(), link, hours),
        """
        <p>Hello %s,</p>
        <p>please confirm that this is your e-mail address:</p>
        <p><a href="%s">Confirm my address</a></p>
        <p>The link works for %d hours. If you did not ask for this, do nothing.</p>
        """
            .formatted(
                HtmlUtils.htmlEscape(account.displayName()), HtmlUtils.htmlEscape(link), hours));
  }
}
