package boxoffice.edge.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/// A time in RFC 3339 form with its offset, such as `2027-03-01T19:30:00+01:00`, of the years 1 to
/// 9999 UTC. Numbers are refused: seconds and milliseconds look the same.
final class StrictTime extends StdScalarDeserializer<Instant> {
  private static final int LAST_YEAR = 9999;

  /// Section 5.6: seconds are needed, and an offset has none. Java's own form is wider.
  private static final Pattern FORM =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

  StrictTime() {
    super(Instant.class);
  }

  @Override
  public Instant deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return (Instant) context.handleUnexpectedToken(Instant.class, parser);
    }
    try {
      return read(parser.getString());
    } catch (DateTimeException e) {
      return (Instant) context.handleWeirdStringValue(Instant.class, "", "not a time of RFC 3339");
    }
  }

  /// @throws DateTimeException for any other text
  static Instant read(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new DateTimeException("not of this form");
    }
    var time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
    if (time.getYear() < 1 || time.getYear() > LAST_YEAR) {
      throw new DateTimeException("not of these years");
    }
    return time.toInstant();
  }
}
