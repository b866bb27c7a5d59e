package boxoffice.user.key;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How signing keys follow each other.
///
/// @param maxAge from then on another key is made
/// @param lead between the moment that a key is listed and the moment that it signs; longer than
///   everybody's list of keys lives
/// @param keep how long a key that is good no more stays in the table
/// @param readEvery how often every instance reads the keys of the others; shorter than `lead`
/// @param checkEvery how often the age is looked at
@ConfigurationProperties("boxoffice.user.signing-keys")
record RotationSettings(
    @DefaultValue("30d") Duration maxAge,
    @DefaultValue("3m") Duration lead,
    @DefaultValue("7d") Duration keep,
    @DefaultValue("5s") Duration readEvery,
    @DefaultValue("1m") Duration checkEvery) {

  RotationSettings {
    if (!readEvery.isPositive() || !checkEvery.isPositive() || keep.isNegative()) {
      throw new IllegalArgumentException(
          "boxoffice.user.signing-keys needs read-every and check-every over 0, keep 0 or more");
    }
    if (lead.compareTo(readEvery) <= 0) {
      throw new IllegalArgumentException(
          "boxoffice.user.signing-keys.lead is " + lead + ", needs more than read-every");
    }
    if (maxAge.compareTo(lead) <= 0) {
      throw new IllegalArgumentException(
          "boxoffice.user.signing-keys.max-age is " + maxAge + ", needs more than lead");
    }
  }
}
