package boxoffice.user.owner;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param origin what links in mails begin with, such as `https://tickets.example`
/// @param linkLife how long a mailed link works, from the moment the mail is sent
@ConfigurationProperties("boxoffice.user")
record LinkSettings(
    @DefaultValue("http://localhost:8080") String origin, @DefaultValue("24h") Duration linkLife) {

  LinkSettings {
    var isWeb = origin.startsWith("http://") || origin.startsWith("https://");
    if (!isWeb || origin.endsWith("/")) {
      throw new IllegalArgumentException(
          "boxoffice.user.origin is " + origin + ", needs http(s)://host without a slash behind");
    }
    if (!linkLife.isPositive()) {
      throw new IllegalArgumentException("boxoffice.user.link-life must be positive");
    }
  }
}
