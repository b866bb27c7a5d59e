package boxoffice.inventory;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

/// inventory-grpc.
@SpringBootApplication
@EnableScheduling
public class InventoryApplication {
  public static void main(String[] args) {
    start(args);
  }

  /// Starts the service beside whatever else this JVM runs.
  ///
  /// @param args settings, such as `--spring.grpc.server.port=0`
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(InventoryApplication.class)
        .properties("spring.config.name=inventory-grpc", "spring.jmx.enabled=false")
        .run(args);
  }
}
