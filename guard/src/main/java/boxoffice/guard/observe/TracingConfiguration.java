package boxoffice.guard.observe;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Spring Boot's tracing as ours, or none.
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {
  @Bean
  Spans spans(ObjectProvider<Tracer> tracer, ObjectProvider<ObservationRegistry> registry) {
    return tracer.getIfAvailable() == null ? Spans.NONE : new Spans(registry.getObject());
  }

  @Bean
  @ConditionalOnProperty(TracingSwitch.ENDPOINT)
  Sampler servedCallsSampler(
      @Value("${management.tracing.sampling.probability:0.1}") double share) {
    return new ServedCallsSampler(share);
  }

  /// What an answer of the edge names in `X-Request-Id` finds its trace.
  @Bean
  @ConditionalOnProperty(TracingSwitch.ENDPOINT)
  ObservationFilter requestIdOnSpans() {
    return span -> {
      var id = RequestId.current();
      return id == null
          ? span
          : span.addHighCardinalityKeyValue(KeyValue.of("boxoffice.request_id", id));
    };
  }
}
