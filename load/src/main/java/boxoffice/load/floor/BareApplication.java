package boxoffice.load.floor;

import java.io.IOException;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Spring MVC on Tomcat with two controllers and virtual threads, and none of the rest that Spring
/// Boot would find on the class path. The program prints its port and ends when its input does, so
/// that it never outlives who started it.
@Configuration(proxyBeanMethods = false)
@Import({BareController.class, BareHopController.class})
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
class BareApplication {
  static final String LISTENING = "listening on ";

  public static void main(String[] args) throws IOException {
    var application = new SpringApplication(BareApplication.class);
    application.setDefaultProperties(
        Map.of(
            "spring.config.name", "bare-floor",
            "spring.main.banner-mode", "off",
            "spring.threads.virtual.enabled", "true",
            "spring.mvc.formcontent.filter.enabled", "false",
            "server.address", "127.0.0.1",
            "server.port", "0"));
    try (var context = application.run(args)) {
      System.out.println(
          LISTENING + context.getEnvironment().getRequiredProperty("local.server.port"));
      while (System.in.read() >= 0) {
        // nothing to say: the end is what counts
      }
    }
  }
}
