package boxoffice.sandbox;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Requests that say one thing only, and that one is wrong (rows G13, H3, H8, H9, I3, I4).
final class WrongFields {
  private static final int DEEPEST = 6;
  private static final int TOO_LONG = 70 * 1024;
  private static final int UNKNOWN_NUMBER = 9999;

  /// What other services, or stores, take as an id.
  private static final Pattern ID = Pattern.compile("(.*[._])?ids?|(.*[._])?skus?|(.*[._])?names?");

  /// What people are shown.
  private static final Pattern TEXT = Pattern.compile(".*display_name|holder[.]name");

  private static final List<String> NO_IDS =
      List.of(
          "a:b{*}",
          "'; drop table inventory.seat; --",
          "\"..redis.call('FLUSHALL')..\"",
          "a\r\nDEL b",
          "../../a");

  private final List<Wrong> wrong = new ArrayList<>();

  /// @param field its path, such as `seats.seat_id`
  /// @param what is wrong with it
  record Wrong(String field, String what, ByteString request) {
    @Override
    public String toString() {
      return field + " is " + what;
    }
  }

  private interface Around {
    /// The whole request with this value of the field.
    Message with(FieldDescriptor field, Object value);
  }

  private WrongFields() {}

  static List<Wrong> of(Descriptor request) {
    var fields = new WrongFields();
    fields.walk(
        request,
        "",
        (field, value) -> with(DynamicMessage.newBuilder(request), field, value).build(),
        0);
    return fields.wrong;
  }

  private void walk(Descriptor message, String at, Around around, int depth) {
    for (var field : message.getFields()) {
      var path = at + field.getName();
      switch (field.getJavaType()) {
        case STRING -> addTexts(field, path, around);
        case INT -> add(path, "-1", around.with(field, -1));
        case LONG -> add(path, "-1", around.with(field, -1L));
        case ENUM -> {
          var unknown = field.getEnumType().findValueByNumberCreatingIfUnknown(UNKNOWN_NUMBER);
          add(path, "a number without a name", around.with(field, unknown));
        }
        case MESSAGE -> {
          var type = field.getMessageType();
          if (!type.getFile().getPackage().startsWith("google.protobuf") && depth < DEEPEST) {
            walk(
                type,
                path + ".",
                (inner, value) ->
                    around.with(field, with(DynamicMessage.newBuilder(type), inner, value).build()),
                depth + 1);
          }
        }
        case BOOLEAN, BYTE_STRING, FLOAT, DOUBLE -> {}
      }
    }
  }

  private void addTexts(FieldDescriptor field, String path, Around around) {
    add(path, "with a NUL", around.with(field, "a\0b"));
    add(path, "with an escape", around.with(field, "a\u001b[31mb"));
    add(path, "too long", around.with(field, "a".repeat(TOO_LONG)));
    if (ID.matcher(path).matches() && !TEXT.matcher(path).matches()) {
      NO_IDS.forEach(text -> add(path, text, around.with(field, text)));
    }
  }

  private void add(String field, String what, Message request) {
    wrong.add(new Wrong(field, what, request.toByteString()));
  }

  private static DynamicMessage.Builder with(
      DynamicMessage.Builder message, FieldDescriptor field, Object value) {
    return field.isRepeated()
        ? message.addRepeatedField(field, value)
        : message.setField(field, value);
  }
}
