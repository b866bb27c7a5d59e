package boxoffice.edge.request;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/// Text that is written as text, and is Unicode: a surrogate alone cannot be sent on as UTF-8.
final class StrictText extends StdScalarDeserializer<String> {
  StrictText() {
    super(String.class);
  }

  @Override
  public String deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return (String) context.handleUnexpectedToken(String.class, parser);
    }
    var text = parser.getString();
    var isUnicode = text.codePoints().noneMatch(StrictText::isSurrogate);
    return isUnicode
        ? text
        : (String) context.handleWeirdStringValue(String.class, "", "not Unicode text");
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
