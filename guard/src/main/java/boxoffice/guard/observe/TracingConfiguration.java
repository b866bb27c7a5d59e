package boxoffice.guard.observe;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
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

  @Bean
  @ConditionalOnProperty(TracingSwitch.ENDPOINT)
  RequestIdOnSpans requestIdOnSpans() {
    return new RequestIdOnSpans();
  }

  /// What an answer of the edge names in `X-Request-Id` finds its trace. A span is named as it
  /// begins: it may end on a thread that works for nobody.
  static final class RequestIdOnSpans implements ObservationHandler<Observation.Context> {
    @Override
    public void onStart(Observation.Context span) {
      var id = RequestId.current();
      if (id != null) {
        span.addHighCardinalityKeyValue(KeyValue.of("boxoffice.request_id", id));
      }
    }

    @Override
    public boolean supportsContext(Observation.Context span) {
      return true;
    }
  }
}
