package boxoffice.inventory.repair;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How pools are compared with PostgreSQL.
///
/// @param every how often
/// @param lately what changed since then is looked at each time: longer than a transaction lasts
/// @param budget how long one run compares pools before it leaves the others to the next one
/// @param kept how long the log of changes is kept
@ConfigurationProperties("boxoffice.inventory.repair")
public record RepairSettings(
    @DefaultValue("5s") Duration every,
    @DefaultValue("30s") Duration lately,
    @DefaultValue("2s") Duration budget,
    @DefaultValue("1h") Duration kept) {
  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(28);

  public RepairSettings {
    needs("every", every, Duration.ofMillis(100));
    needs("lately", lately, LONGEST_TRANSACTION);
    needs("budget", budget, Duration.ofMillis(1));
    needs("kept", kept, lately);
  }

  private static void needs(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "boxoffice.inventory.repair." + name + " is " + value + ", needs " + least + " or more");
    }
  }
}
