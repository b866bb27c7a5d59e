package boxoffice.user;

import boxoffice.guard.GuardConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/// user-grpc: accounts, sessions, signing keys, API clients.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(GuardConfiguration.class)
public class UserApplication {

  public static void main(String[] args) {
    application().run(args);
  }

  /// Starts it inside a process that is somebody else's; whoever starts it closes it.
  ///
  /// @param args such as `--spring.grpc.server.port=0`
  public static ConfigurableApplicationContext start(String... args) {
    return application().registerShutdownHook(false).run(args);
  }

  private static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(UserApplication.class)
        .properties("spring.config.name=user-grpc");
  }
}
