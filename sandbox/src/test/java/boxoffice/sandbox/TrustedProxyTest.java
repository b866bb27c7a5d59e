package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.edge.EdgeApplication;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Whom the edge takes a caller to be, asked over its real port: H17.
class TrustedProxyTest {
  private static final String BUYER = "203.0.113.7";
  private static final String PEER = "127.0.0.1";

  @Test
  void takesTheAddressFromAConfiguredProxy() throws IOException, InterruptedException {
    assertThat(seenWith(TrustedProxy.settings(PEER), BUYER)).isEqualTo(BUYER);
  }

  @Test
  void takesTheLastAddressThatTheProxyDidNotMakeUp() throws IOException, InterruptedException {
    assertThat(seenWith(TrustedProxy.settings(PEER), "198.51.100.1, " + BUYER)).isEqualTo(BUYER);
  }

  @Test
  void ignoresTheHeaderOfAnybodyElse() throws IOException, InterruptedException {
    assertThat(seenWith(TrustedProxy.settings("127.0.0.2"), BUYER)).isEqualTo(PEER);
    assertThat(seenWith(TrustedProxy.settings("192.0.2.1"), BUYER)).isEqualTo(PEER);
  }

  @Test
  void ignoresTheHeaderWithoutAConfiguredProxy() throws IOException, InterruptedException {
    assertThat(seenWith(Map.of(), BUYER)).isEqualTo(PEER);
  }

  @Test
  void refusesWhatIsNoAddress() {
    assertThatThrownBy(() -> TrustedProxy.settings(".*"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String seenWith(Map<String, String> settings, String forwardedFor)
      throws IOException, InterruptedException {
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--boxoffice.guard.denylist.first-answer=0s",
                "--boxoffice.guard.redis.password=redis-secret-of-the-tests-0001",
                "--boxoffice.guard.client.secret=edge-secret-of-the-tests-00000001"));
    for (var peer : List.of("user", "inventory", "order")) {
      arguments.add("--boxoffice.channels." + peer + ".target=static://127.0.0.1:1");
    }
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    try (var edge =
            new SpringApplicationBuilder(EdgeApplication.class, Probe.class)
                .properties("spring.config.name=edge-api")
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
        var http = HttpClient.newHttpClient()) {
      var port = edge.getEnvironment().getRequiredProperty("local.server.port");
      http.send(
          HttpRequest.newBuilder(URI.create("http://" + PEER + ":" + port + "/nothing"))
              .header("X-Forwarded-For", forwardedFor)
              .build(),
          BodyHandlers.discarding());
      return ((Seen) edge.getBean("seen")).addresses().element();
    }
  }

  record Seen(Queue<String> addresses) {}

  /// Notes whom a request comes from, as any filter of the edge would see it.
  @Configuration(proxyBeanMethods = false)
  static class Probe {
    @Bean
    Seen seen() {
      return new Seen(new ConcurrentLinkedQueue<>());
    }

    @Bean
    Filter probe(Seen seen) {
      return (request, response, next) -> {
        seen.addresses().add(request.getRemoteAddr());
        next.doFilter(request, response);
      };
    }
  }
}
