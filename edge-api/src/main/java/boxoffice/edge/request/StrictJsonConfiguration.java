package boxoffice.edge.request;

import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.module.SimpleModule;

/// JSON that means one thing only, or is refused: no field unknown, doubled, missing or null, no
/// value of another type, nothing after the end, and nothing deeper or longer than a command can
/// be.
@Configuration(proxyBeanMethods = false)
class StrictJsonConfiguration {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_STRING = 4 * 1024;
  private static final int MOST_NAME = 128;
  private static final int MOST_DIGITS = 32;

  /// A hundred prices with all that belongs to them are 20 each.
  private static final int MOST_TOKENS = 2_500;

  @Bean
  JsonFactoryBuilderCustomizer jsonLimits() {
    return factory ->
        factory.streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MOST_DEPTH)
                .maxStringLength(MOST_STRING)
                .maxNameLength(MOST_NAME)
                .maxNumberLength(MOST_DIGITS)
                .maxTokenCount(MOST_TOKENS)
                .build());
  }

  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return mapper ->
        mapper
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .changeDefaultNullHandling(
                nulls -> nulls.withValueNulls(Nulls.FAIL).withContentNulls(Nulls.FAIL))
            .addModule(
                new SimpleModule()
                    .addDeserializer(String.class, new StrictText())
                    .addDeserializer(Instant.class, new StrictTime()));
  }
}
