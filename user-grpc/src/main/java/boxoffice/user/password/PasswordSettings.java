package boxoffice.user.password;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many may need passwords hashed at a time.
///
/// @param perCore who have their turn, for each core
/// @param waitingPerCore who wait for it, for each core
/// @param patience of who waits
@ConfigurationProperties("boxoffice.user.passwords")
record PasswordSettings(
    @DefaultValue("2") int perCore,
    @DefaultValue("4") int waitingPerCore,
    @DefaultValue("1s") Duration patience) {

  PasswordSettings {
    if (perCore < 1 || waitingPerCore < 0 || patience.isNegative()) {
      throw new IllegalArgumentException(
          "boxoffice.user.passwords needs per-core from 1, waiting-per-core and patience from 0");
    }
  }
}
