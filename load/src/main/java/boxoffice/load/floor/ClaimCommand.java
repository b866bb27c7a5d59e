package boxoffice.load.floor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The EVALSHA of one claim of named seats, as inventory sent it.
///
/// It is read off Redis (MONITOR) while a real claim is made, instead of being put together here:
/// so the script that is measured is by its SHA the one in use, and its arguments are of the form
/// in use. A form that this class does not know is refused, never measured.
///
/// @param sha of the script
/// @param keys as declared
/// @param arguments as sent
record ClaimCommand(String sha, List<byte[]> keys, List<byte[]> arguments) {
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(x[0-9a-f]{2}|.)");
  private static final int FIRST_KEY = 3;
  private static final int HOLD = 1;
  private static final int BUYER = 2;
  private static final int NOT_AFTER = 5;
  private static final int REQUEST = 6;
  private static final int SEATS = 9;

  /// A seat as the script knows it.
  record Seat(int ordinal, int segment) {}

  /// Reads a line of MONITOR.
  ///
  /// @throws IllegalStateException when it is not a claim of these seats of this hold
  static ClaimCommand read(String line, UUID hold, UUID buyer, List<Seat> seats) {
    var words = WORD.matcher(line).results().map(word -> unescape(word.group(1))).toList();
    var afterKeys = FIRST_KEY + Integer.parseInt(text(words.get(2)));
    var seen =
        new ClaimCommand(
            text(words.get(1)),
            words.subList(FIRST_KEY, afterKeys),
            words.subList(afterKeys, words.size()));
    var expected = seen.of(hold, buyer, Long.parseLong(text(seen.arguments.get(NOT_AFTER))), seats);
    if (!texts(expected).equals(texts(seen.arguments))) {
      throw new IllegalStateException(
          "inventory claims with other arguments than this floor knows: " + texts(seen.arguments));
    }
    return seen;
  }

  /// The arguments for another hold.
  ///
  /// @param notAfter milliseconds by Redis, after which the claim does nothing
  List<byte[]> of(UUID hold, UUID buyer, long notAfter, List<Seat> seats) {
    var all = new ArrayList<>(arguments.subList(0, SEATS));
    all.set(HOLD, bytes(hold.toString()));
    all.set(BUYER, bytes(buyer.toString()));
    all.set(NOT_AFTER, bytes(Long.toString(notAfter)));
    all.set(
        REQUEST,
        bytes(
            seats.stream()
                .map(seat -> Integer.toString(seat.ordinal()))
                .collect(Collectors.joining(","))));
    for (var seat : seats) {
      all.add(bytes(Integer.toString(seat.ordinal())));
      all.add(bytes(Integer.toString(seat.segment())));
    }
    return all;
  }

  static boolean isClaim(String line, UUID hold) {
    return line.contains("\"EVALSHA\"") && line.contains("\"" + hold + "\"");
  }

  private static List<String> texts(List<byte[]> words) {
    return words.stream().map(ClaimCommand::text).toList();
  }

  private static String text(byte[] word) {
    return new String(word, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// As Redis writes what cannot be printed.
  private static byte[] unescape(String quoted) {
    var bytes = new ByteArrayOutputStream();
    var escaped = ESCAPED.matcher(quoted);
    var from = 0;
    while (escaped.find()) {
      bytes.writeBytes(
          quoted.substring(from, escaped.start()).getBytes(StandardCharsets.ISO_8859_1));
      bytes.write(meant(escaped.group(1)));
      from = escaped.end();
    }
    bytes.writeBytes(quoted.substring(from).getBytes(StandardCharsets.ISO_8859_1));
    return bytes.toByteArray();
  }

  private static int meant(String escape) {
    return switch (escape.charAt(0)) {
      case 'x' -> Integer.parseInt(escape.substring(1), 16);
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'a' -> 0x07;
      case 'b' -> '\b';
      default -> escape.charAt(0);
    };
  }
}
