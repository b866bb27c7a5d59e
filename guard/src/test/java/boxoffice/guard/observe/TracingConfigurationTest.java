package boxoffice.guard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Tracing is all there, or nothing of it.
class TracingConfigurationTest {
  @Test
  void makesNoTracerWithoutAnAddressToExportTo() {
    try (var process = process("--" + TracingSwitch.ENDPOINT + "=")) {
      var spans = process.getBean(Spans.class);

      assertThat(process.getBeanProvider(Tracer.class).stream()).isEmpty();
      assertThat(process.getBeanProvider(SdkTracerProvider.class).stream()).isEmpty();
      assertThat(spans.registry().isNoop()).isTrue();
      assertThat(spans.of("redis", "claim")).isSameAs(Observation.NOOP);
      assertThat(spans.interceptors()).hasOnlyElementsOfType(RequestIdClientInterceptor.class);
    }
  }

  @Test
  void tracesWhereSpansCanGo() {
    try (var process = process("--" + TracingSwitch.ENDPOINT + "=http://127.0.0.1:1/v1/traces")) {
      var spans = process.getBean(Spans.class);

      assertThat(process.getBean(Tracer.class)).isNotSameAs(Tracer.NOOP);
      assertThat(spans.of("redis", "claim").isNoop()).isFalse();
      assertThat(spans.interceptors()).hasSize(2);
    }
  }

  private static ConfigurableApplicationContext process(String argument) {
    return new SpringApplicationBuilder(TracedProcess.class)
        .web(WebApplicationType.NONE)
        .registerShutdownHook(false)
        .properties("spring.main.banner-mode=off", "spring.grpc.server.enabled=false")
        .run(argument);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(TracingConfiguration.class)
  static class TracedProcess {}
}
