package boxoffice.user.account;

import boxoffice.user.mail.Mails;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/// Tells the owner of an account that somebody, perhaps the owner, registered its address again.
@Component
final class RegisteredAgainMail implements Mails.Author {
  static final String TYPE = "registered-again-mail";

  private final AccountStore accounts;

  RegisteredAgainMail(AccountStore accounts) {
    this.accounts = accounts;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Mails.Letter write(UUID accountId) {
    var account = accounts.find(accountId).orElseThrow();
    return new Mails.Letter(
        account.email(),
        "You have an account already",
        """
        Hello %s,

        somebody registered with your e-mail address, which has an account already. If it was you,
        sign in with the password that you have. If not, do nothing: nothing has changed.
        """
            .formatted(account.displayName()),
        """
        <p>Hello %s,</p>
        <p>somebody registered with your e-mail address, which has an account already. If it was you,
        sign in with the password that you have. If not, do nothing: nothing has changed.</p>
        """
            .formatted(HtmlUtils.htmlEscape(account.displayName())));
  }
}
