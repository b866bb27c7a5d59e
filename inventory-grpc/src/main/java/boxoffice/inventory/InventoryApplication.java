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
    var _ = application().run(args);
  }

  /// Starts it inside a process that is somebody else's; whoever starts it closes it.
  ///
  /// @param args settings, such as `--spring.grpc.server.port=0`
  public static ConfigurableApplicationContext start(String... args) {
    return application().registerShutdownHook(false).run(args);
  }

  private static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(InventoryApplication.class)
        .properties("spring.config.name=inventory-grpc");
  }
}
