package boxoffice.order;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// Starts order-grpc: gRPC for its callers, and HTTP for health and metrics only.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(OrderConfiguration.class)
public class OrderApplication {

  /// @param args settings, such as `--spring.grpc.server.port=0`
  public static void main(String[] args) {
    start(args);
  }

  /// Starts it within this process and returns when it serves. Closing the context stops it.
  ///
  /// @param args as of [#main]
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(OrderApplication.class)
        .properties("spring.config.name=order-grpc")
        .run(args);
  }
}
