package boxoffice.edge.description;

import build.buf.validate.FieldRules;
import build.buf.validate.Ignore;
import build.buf.validate.Int32Rules;
import build.buf.validate.Int64Rules;
import build.buf.validate.RepeatedRules;
import build.buf.validate.StringRules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says of the members of a request what the contract demands of the fields that they become:
/// lengths, ranges and forms. A record tells by its `toProto` or the like which message it becomes,
/// and its members have the names of the fields.
///
/// What the contract demands of several fields together is not said.
final class ContractRules {
  private ContractRules() {}

  /// @param schema of the record, with its properties
  static void addTo(Schema<?> schema, Class<?> json) {
    message(json).stream()
        .flatMap(message -> message.getFields().stream())
        .forEach(field -> addTo(schema.getProperties().get(field.getJsonName()), field));
  }

  /// What a record becomes, where it becomes something of the contract.
  static Optional<Descriptor> message(Class<?> json) {
    return Arrays.stream(json.getDeclaredMethods())
        .filter(method -> method.getName().startsWith("to"))
        .filter(method -> Message.class.isAssignableFrom(method.getReturnType()))
        .sorted(Comparator.comparing(Method::getName)) // a mail's address goes into either of two
        .map(Method::getReturnType)
        .map(type -> Internal.getDefaultInstance(type.asSubclass(Message.class)))
        .map(Message::getDescriptorForType)
        .findFirst();
  }

  /// @param member of a record, or a parameter; `null` where the field has none
  static void addTo(@Nullable Schema<?> member, FieldDescriptor field) {
    if (member != null
        && member.get$ref() == null
        && field.getOptions().hasExtension(ValidateProto.field)) {
      add(member, field.getOptions().getExtension(ValidateProto.field));
    }
  }

  /// Whether nothing is not enough.
  static boolean mustBeSent(FieldDescriptor field) {
    var rules = field.getOptions().getExtension(ValidateProto.field);
    return rules.getIgnore() != Ignore.IGNORE_IF_ZERO_VALUE
        && (rules.getString().getUuid() || rules.getString().getMinLen() > 0);
  }

  private static void add(Schema<?> schema, FieldRules rules) {
    var mayBeEmpty = rules.getIgnore() == Ignore.IGNORE_IF_ZERO_VALUE;
    switch (rules.getTypeCase()) {
      case STRING -> addText(schema, rules.getString(), mayBeEmpty);
      case INT32 -> addNumber(schema, rules.getInt32(), mayBeEmpty);
      case INT64 -> addNumber(schema, rules.getInt64(), mayBeEmpty);
      case REPEATED -> addList(schema, rules.getRepeated(), mayBeEmpty);
      default -> {} // what JSON writes in another form, such as times
    }
  }

  private static void addText(Schema<?> schema, StringRules rules, boolean mayBeEmpty) {
    if (rules.hasMaxLen()) {
      schema.setMaxLength((int) rules.getMaxLen());
    }
    if (rules.hasMinLen() && !mayBeEmpty) {
      schema.setMinLength((int) rules.getMinLen());
    }
    if (rules.hasPattern()) {
      schema.setPattern(mayBeEmpty ? "^$|" + rules.getPattern() : rules.getPattern());
    }
    if (rules.getUuid()) {
      schema.setFormat("uuid");
    }
    if (rules.getEmail()) {
      schema.setFormat("email");
    }
  }

  private static void addNumber(Schema<?> schema, Int32Rules rules, boolean mayBeZero) {
    if (rules.hasGte()) {
      schema.setMinimum(least(rules.getGte(), mayBeZero));
    }
    if (rules.hasLte()) {
      schema.setMaximum(BigDecimal.valueOf(rules.getLte()));
    }
  }

  private static void addNumber(Schema<?> schema, Int64Rules rules, boolean mayBeZero) {
    if (rules.hasGte()) {
      schema.setMinimum(least(rules.getGte(), mayBeZero));
    }
    if (rules.hasLte()) {
      schema.setMaximum(BigDecimal.valueOf(rules.getLte()));
    }
  }

  private static BigDecimal least(long gte, boolean mayBeZero) {
    return BigDecimal.valueOf(mayBeZero ? Math.min(0, gte) : gte);
  }

  private static void addList(Schema<?> schema, RepeatedRules rules, boolean mayBeEmpty) {
    if (rules.hasMaxItems()) {
      schema.setMaxItems((int) rules.getMaxItems());
    }
    if (rules.hasMinItems() && !mayBeEmpty) {
      schema.setMinItems((int) rules.getMinItems());
    }
    if (rules.getUnique()) {
      schema.setUniqueItems(true);
    }
    if (rules.hasItems() && schema.getItems() != null && schema.getItems().get$ref() == null) {
      add(schema.getItems(), rules.getItems());
    }
  }
}
