package boxoffice.inventory.hold;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How fresh the picture of a hall is.
///
/// @param maxAge how long one reading of a pool is answered to everybody; 0 reads for each call
@ConfigurationProperties("boxoffice.inventory.availability")
public record AvailabilitySettings(@DefaultValue("250ms") Duration maxAge) {
  public AvailabilitySettings {
    if (maxAge.isNegative()) {
      throw new IllegalArgumentException(
          "boxoffice.inventory.availability.max-age is " + maxAge + ", needs 0 or more");
    }
  }
}
