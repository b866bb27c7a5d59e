package boxoffice.edge.request;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.exc.InvalidNullException;

/// Reads a member as its type is read, but refuses null where nothing at all is allowed.
final class AbsentNotNull extends ValueDeserializer<Object> {
  private final @Nullable BeanProperty member;
  private final @Nullable ValueDeserializer<Object> value;

  /// For the annotation, which knows nothing of the member.
  AbsentNotNull() {
    this(null, null);
  }

  private AbsentNotNull(@Nullable BeanProperty member, @Nullable ValueDeserializer<Object> value) {
    this.member = member;
    this.value = value;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, BeanProperty property) {
    return new AbsentNotNull(
        property, context.findContextualValueDeserializer(property.getType(), property));
  }

  @Override
  public Object deserialize(JsonParser parser, DeserializationContext context) {
    if (value == null) {
      throw new IllegalStateException("read without its member");
    }
    return value.deserialize(parser, context);
  }

  @Override
  public Object getNullValue(DeserializationContext context) {
    if (member == null) {
      throw new IllegalStateException("read without its member");
    }
    throw InvalidNullException.from(context, member.getFullName(), member.getType());
  }

  @Override
  public @Nullable Object getAbsentValue(DeserializationContext context) {
    return null;
  }
}
