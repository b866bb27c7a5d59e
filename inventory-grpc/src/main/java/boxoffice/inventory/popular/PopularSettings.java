package boxoffice.inventory.popular;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How popularity is weighed and how long a ranking lives.
///
/// @param view what looking at a performance weighs
/// @param hold what a hold weighs
/// @param booking what a booking weighs
/// @param halfLife after which all of it weighs half
/// @param kept how many performances are remembered
/// @param shortest how old a ranking gets at least
/// @param longest how old it gets when nothing happens
/// @param heat weight that, moved since it was made, halves the longest time
/// @param making how long one process may take to make it before another tries
@ConfigurationProperties("boxoffice.inventory.popular")
public record PopularSettings(
    @DefaultValue("1") double view,
    @DefaultValue("5") double hold,
    @DefaultValue("20") double booking,
    @DefaultValue("10m") Duration halfLife,
    @DefaultValue("1000") int kept,
    @DefaultValue("1s") Duration shortest,
    @DefaultValue("10s") Duration longest,
    @DefaultValue("10") double heat,
    @DefaultValue("3s") Duration making) {
  private static final String NAME = "boxoffice.inventory.popular.";

  public PopularSettings {
    require(view >= 0 && hold >= 0 && booking >= 0, "view, hold, booking", "0 or more");
    require(isPositive(halfLife), "half-life", "more than 0");
    require(kept > 0, "kept", "1 or more");
    require(isPositive(shortest), "shortest", "more than 0");
    require(longest.compareTo(shortest) >= 0, "longest", "shortest or more");
    require(heat > 0, "heat", "more than 0");
    require(isPositive(making), "making", "more than 0");
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean holds, String name, String needs) {
    if (!holds) {
      throw new IllegalArgumentException(NAME + name + " needs " + needs);
    }
  }
}
