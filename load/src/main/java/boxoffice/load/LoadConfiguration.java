package boxoffice.load;

import java.time.Clock;

/// Where the generator's time comes from.
final class LoadConfiguration {
  private LoadConfiguration() {}

  static Clock clock() {
    return Clock.systemUTC();
  }
}
