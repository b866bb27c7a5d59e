package boxoffice.edge.problem;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param problemBase what the `type` of a problem begins with; the code follows
@ConfigurationProperties("boxoffice.edge")
record ProblemSettings(@DefaultValue("https://boxoffice.example/problems/") URI problemBase) {
  ProblemSettings {
    if (!problemBase.isAbsolute() || !problemBase.toString().endsWith("/")) {
      throw new IllegalArgumentException(
          "boxoffice.edge.problem-base is " + problemBase + ", needs an absolute URI ending in /");
    }
  }
}
