package boxoffice.user.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param mailFrom the sender's address
@ConfigurationProperties("boxoffice.user")
record MailSettings(@DefaultValue("no-reply@boxoffice.example") String mailFrom) {

  MailSettings {
    if (mailFrom.indexOf('@') < 1) {
      throw new IllegalArgumentException("boxoffice.user.mail-from is not an address");
    }
  }

  String domain() {
    return mailFrom.substring(mailFrom.indexOf('@') + 1);
  }
}
