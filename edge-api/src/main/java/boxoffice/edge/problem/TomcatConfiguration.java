package boxoffice.edge.problem;

import java.util.UUID;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.LocaleResolver;

/// Puts our error valve in the place of Tomcat's, and the headers of every answer before it.
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

  /// After Spring Boot's own, so that this valve is the one that reports.
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemErrorValve(
      Problems problems, LocaleResolver languages) {
    return factory ->
        factory.addContextCustomizers(
            context -> install(context, new ProblemErrorValve(problems, languages)));
  }

  private static void install(Context context, ProblemErrorValve valve) {
    if (context.getParent() instanceof StandardHost host) {
      host.setErrorReportValveClass(ProblemErrorValve.class.getName());
      host.getPipeline().addValve(new AnswerHeaders(UUID::randomUUID));
      host.getPipeline().addValve(valve);
    }
  }
}
