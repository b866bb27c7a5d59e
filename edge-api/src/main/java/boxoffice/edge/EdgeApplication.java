package boxoffice.edge;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts the edge; settings in `edge-api.yml`.
@SpringBootApplication
@ConfigurationPropertiesScan
public class EdgeApplication {

  public static void main(String[] args) {
    var _ = application().run(args);
  }

  /// Starts it inside another program, which closes it: no shutdown hook.
  ///
  /// @param args settings, such as `--server.port=0`
  public static ConfigurableApplicationContext start(String... args) {
    return application().registerShutdownHook(false).run(args);
  }

  private static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(EdgeApplication.class)
        .properties("spring.config.name=edge-api");
  }
}
