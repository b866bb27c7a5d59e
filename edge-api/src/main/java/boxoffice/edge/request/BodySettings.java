package boxoffice.edge.request;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param bodyTime whoever needs longer to send a body is cut off
@ConfigurationProperties("boxoffice.edge")
record BodySettings(@DefaultValue("10s") Duration bodyTime) {
  BodySettings {
    if (!bodyTime.isPositive()) {
      throw new IllegalArgumentException("boxoffice.edge.body-time needs more than 0");
    }
  }
}
