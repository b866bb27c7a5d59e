package boxoffice.guard.boot;

import java.time.Clock;
import java.time.Duration;
import org.springframework.core.env.Environment;

/// The clock of a service. In development `boxoffice.clock-offset` sets it wrong, to see that
/// nothing is lost where a machine's clock is.
public final class ServiceClock {
  private ServiceClock() {}

  /// @throws BootRefusal when it is to be wrong outside development
  public static Clock of(Environment environment) {
    var offset = environment.getProperty("boxoffice.clock-offset", Duration.class, Duration.ZERO);
    if (offset.isZero()) {
      return Clock.systemUTC();
    }
    if (!environment.getProperty("boxoffice.dev", Boolean.class, false)) {
      throw new BootRefusal("boxoffice.clock-offset needs boxoffice.dev=true");
    }
    return Clock.offset(Clock.systemUTC(), offset);
  }
}
