package boxoffice.user.owner;

import boxoffice.user.mail.LetterWriter;
import boxoffice.user.mail.Mails;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Letters that only tell an owner what happened, at the address that the account had then.
@Configuration(proxyBeanMethods = false)
class NoticeMails {

  @Bean
  Mails.Author passwordChangedMail(OwnAccountStore accounts, LetterWriter letters) {
    return new Notice(MailTypes.PASSWORD_CHANGED, "password-changed", accounts, letters);
  }

  @Bean
  Mails.Author emailChangeNoticeMail(OwnAccountStore accounts, LetterWriter letters) {
    return new Notice(MailTypes.EMAIL_CHANGE_NOTICE, "email-change-notice", accounts, letters);
  }

  private record Notice(String type, String kind, OwnAccountStore accounts, LetterWriter letters)
      implements Mails.Author {

    @Override
    public Optional<Mails.Letter> write(Map<String, String> facts) {
      var address = facts.getOrDefault(MailTypes.EMAIL, "");
      return Optional.ofNullable(facts.get(MailTypes.ACCOUNT_ID))
          .flatMap(id -> accounts.find(UUID.fromString(id)))
          .map(account -> letters.write(account.readerAt(address), kind));
    }
  }
}
