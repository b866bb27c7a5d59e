package boxoffice.edge.request;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long a client may take (N5), however steadily it sends.
///
/// @param headTime from the first piece of a request line to the end of the headers
/// @param bodyTime for the body
@ConfigurationProperties("boxoffice.edge")
record SlowClientSettings(
    @DefaultValue("10s") Duration headTime, @DefaultValue("10s") Duration bodyTime) {
  SlowClientSettings {
    if (!headTime.isPositive() || !bodyTime.isPositive()) {
      throw new IllegalArgumentException("boxoffice.edge.head-time and body-time need more than 0");
    }
  }
}
