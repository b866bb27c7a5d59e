package boxoffice.edge.description;

import boxoffice.edge.problem.VariableName;
import boxoffice.edge.request.Fills;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Internal;
import io.swagger.v3.core.util.AnnotationsUtils;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

/// Says of the parameters of an operation what the contract demands of the fields that they fill,
/// as [ContractRules] does of the members of bodies. The message is the one that the record of the
/// body or of the query becomes, or what the method [Fills].
final class ParameterRules {
  private static final String UNSPECIFIED = "UNSPECIFIED";

  private ParameterRules() {}

  /// Of a parameter without a field, the controller says what it checks.
  static void addTo(Parameter parameter, HandlerMethod method) {
    var schema = AnnotationsUtils.clone(parameter.getSchema(), true); // others have the same one
    parameter.setSchema(schema);
    if (schema.getTypes() != null) {
      schema.getTypes().remove("null"); // what is not given is not sent
    }
    message(method)
        .flatMap(message -> field(parameter.getName(), message))
        .ifPresent(field -> {
          add(schema, field);
          if (ContractRules.mustBeSent(field)) {
            parameter.setRequired(true);
          }
        });
  }

  private static Optional<Descriptor> message(HandlerMethod method) {
    var fills = method.getMethodAnnotation(Fills.class);
    if (fills != null) {
      return Optional.of(Internal.getDefaultInstance(fills.value()).getDescriptorForType());
    }
    return Arrays.stream(method.getMethodParameters())
        .<Class<?>>map(MethodParameter::getParameterType)
        .filter(Class::isRecord)
        .flatMap(type -> ContractRules.message(type).stream())
        .findFirst();
  }

  private static Optional<FieldDescriptor> field(String parameter, Descriptor message) {
    return first(message, field -> field.equals(parameter))
        .or(() -> first(message, field -> VariableName.isOf(field, parameter)));
  }

  private static Optional<FieldDescriptor> first(Descriptor message, Predicate<String> name) {
    return message.getFields().stream().filter(field -> name.test(field.getJsonName())).findFirst();
  }

  private static void add(Schema<?> schema, FieldDescriptor field) {
    if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
      addNames(schema, field.getEnumType());
    } else {
      ContractRules.addTo(schema, field);
    }
  }

  /// Without the prefix of the contract; what means nothing is the empty text.
  @SuppressWarnings("unchecked") // the schema of a text
  private static void addNames(Schema<?> schema, EnumDescriptor type) {
    var prefix = type.findValueByNumber(0).getName().replace(UNSPECIFIED, "");
    ((Schema<String>) schema)
        .setEnum(
            type.getValues().stream()
                .map(EnumValueDescriptor::getName)
                .map(name -> name.substring(prefix.length()))
                .map(name -> name.equals(UNSPECIFIED) ? "" : name)
                .toList());
  }
}
