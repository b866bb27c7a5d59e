package boxoffice.user;

import boxoffice.guard.GuardConfiguration;
import boxoffice.user.admin.CreateAdminCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.stream.Stream;
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

  /// With `create-admin` in front it makes the first admin and ends; else it serves.
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals(CreateAdminCommand.NAME)) {
      var out = new PrintWriter(System.out, true, Charset.defaultCharset());
      var err = new PrintWriter(System.err, true, Charset.defaultCharset());
      var rest = Arrays.copyOfRange(args, 1, args.length);
      System.exit(
          CreateAdminCommand.run(rest, UserApplication::withoutServers, System.in, out, err));
    }
    application().run(args);
  }

  /// Starts it inside a process that is somebody else's; whoever starts it closes it.
  ///
  /// @param args such as `--spring.grpc.server.port=0`
  public static ConfigurableApplicationContext start(String... args) {
    return application().registerShutdownHook(false).run(args);
  }

  /// Its own classes and the database, made as they are asked for: no port is opened, nothing runs
  /// by the clock, Redis is left alone.
  static ConfigurableApplicationContext withoutServers(String... more) {
    var settings =
        Stream.of(
            "--spring.main.web-application-type=none",
            "--spring.main.lazy-initialization=true",
            "--spring.grpc.server.enabled=false",
            "--spring.datasource.hikari.initialization-fail-timeout=5000",
            "--boxoffice.user.organiser.email=",
            "--logging.level.root=off");
    return application().run(Stream.concat(settings, Arrays.stream(more)).toArray(String[]::new));
  }

  private static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(UserApplication.class)
        .properties("spring.config.name=user-grpc");
  }
}
