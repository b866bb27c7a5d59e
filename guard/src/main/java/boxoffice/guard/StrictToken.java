package boxoffice.guard;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The header and the claims of a token, read strictly and not verified yet: three parts of
/// base64url, each JSON name once, an ES256 signature's length, a header that holds `alg`, `typ`
/// and `kid` and nothing else. The JWT library is more generous than that.
///
/// @param header with `alg` ES256, `typ` at+jwt and a well-formed `kid`
/// @param claims any object
record StrictToken(JsonNode header, JsonNode claims) {
  private static final int MAX_LENGTH = 4096;
  private static final Pattern SHAPE =
      Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]{86}");
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Set<String> HEADERS = Set.of("alg", "typ", "kid");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  /// @return empty when the text is no such token
  static Optional<StrictToken> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    var parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      var token = new StrictToken(json(parts.group(1)), json(parts.group(2)));
      return token.isOurs() ? Optional.of(token) : Optional.empty();
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty(); // not JSON, or not base64url: no token, whatever else it is
    }
  }

  String keyId() {
    return header.path("kid").stringValue();
  }

  /// A claim that must be a text of 1 to 128 characters.
  Optional<String> text(String claim) {
    var value = claims.path(claim);
    return value.isString() && !value.stringValue().isBlank() && value.stringValue().length() <= 128
        ? Optional.of(value.stringValue())
        : Optional.empty();
  }

  /// A claim that must be a whole number of seconds after 1970.
  Optional<Long> seconds(String claim) {
    var value = claims.path(claim);
    return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0
        ? Optional.of(value.longValue())
        : Optional.empty();
  }

  /// A claim that must be an array of texts.
  Optional<Set<String>> texts(String claim) {
    var values = claims.path(claim);
    if (!values.isArray()) {
      return Optional.empty();
    }
    var texts = new HashSet<String>();
    for (var value : values) {
      if (!value.isString()) {
        return Optional.empty();
      }
      texts.add(value.stringValue());
    }
    return Optional.of(Set.copyOf(texts));
  }

  boolean has(String claim) {
    return claims.has(claim);
  }

  private boolean isOurs() {
    return header.isObject()
        && claims.isObject()
        && HEADERS.containsAll(header.propertyNames())
        && is("alg", "ES256")
        && is("typ", "at+jwt")
        && header.path("kid").isString()
        && KEY_ID.matcher(header.path("kid").stringValue()).matches();
  }

  private boolean is(String name, String value) {
    return header.path(name).isString() && header.path(name).stringValue().equals(value);
  }

  private static JsonNode json(String part) {
    return JSON.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }
}
