package boxoffice.order.mail;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What stands in the mails.
///
/// @param from the sender's address
/// @param origin where buyers reach the shop, for links; scheme, host and port
@ConfigurationProperties("boxoffice.order.mail")
record MailSettings(
    @DefaultValue("tickets@boxoffice.example") String from,
    @DefaultValue("http://localhost:8080") URI origin) {

  MailSettings {
    if (from.indexOf('@') < 1) {
      throw new IllegalArgumentException(
          "boxoffice.order.mail.from is " + from + ", needs an address");
    }
    if (origin.getHost() == null) {
      throw new IllegalArgumentException(
          "boxoffice.order.mail.origin is " + origin + ", needs scheme and host");
    }
  }
}
