package boxoffice.edge.description;

import boxoffice.edge.request.OrAbsent;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Says of the members of a record which are always there: all but those that may be null. Where
/// null is written, or may be, the member's type says so.
final class RecordSchemas implements ModelConverter {
  private static final String SCHEMAS = "#/components/schemas/";

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    var schema = chain.next().resolve(type, context, chain);
    var raw = Json31.mapper().constructType(type.getType()).getRawClass();
    if (schema != null && raw.isRecord()) {
      var reference = schema.get$ref();
      var defined =
          reference == null
              ? schema
              : context.getDefinedModels().get(reference.substring(SCHEMAS.length()));
      if (defined != null && defined.getProperties() != null) {
        complete(defined, raw);
        ContractRules.addTo(defined, raw);
      }
    }
    return schema;
  }

  private static void complete(Schema<?> schema, Class<?> raw) {
    for (var component : raw.getRecordComponents()) {
      var property = (Schema<?>) schema.getProperties().get(component.getName());
      if (property != null && !mayBeNull(component)) {
        require(schema, component.getName());
      } else if (property != null && property.get$ref() == null && saysNull(component, raw)) {
        property.addType("null");
      }
    }
  }

  private static void require(Schema<?> schema, String name) {
    if (schema.getRequired() == null || !schema.getRequired().contains(name)) {
      schema.addRequiredItem(name);
    }
  }

  /// Where a member without a value is written nevertheless, or may be.
  private static boolean saysNull(RecordComponent component, Class<?> raw) {
    var member = component.getAccessor();
    return !member.isAnnotationPresent(OrAbsent.class)
        && (member.isAnnotationPresent(JsonSetter.class)
            || !raw.isAnnotationPresent(JsonInclude.class));
  }

  private static boolean mayBeNull(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
