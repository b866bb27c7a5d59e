package boxoffice.load.floor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

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
  private static final int LISTS = 11;
  private static final String NONE = "0";

  /// A run of neighbours as the script knows it.
  record Segment(int number, int first, int length) {}

  /// A seat as the script knows it.
  record Seat(int ordinal, Segment segment) {}

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

  /// The arguments for another hold. The request's hash, which tells requests of one hold apart,
  /// stays as it is.
  ///
  /// @param notAfter milliseconds by Redis, after which the claim does nothing
  List<byte[]> of(UUID hold, UUID buyer, long notAfter, List<Seat> seats) {
    var all = new ArrayList<>(arguments.subList(0, LISTS));
    all.set(HOLD, bytes(hold.toString()));
    all.set(BUYER, bytes(buyer.toString()));
    all.set(NOT_AFTER, bytes(Long.toString(notAfter)));
    all.add(bytes(NONE)); // limits of ticket types
    var segments = seats.stream().map(Seat::segment).distinct().toList();
    all.add(bytes(segments.size()));
    for (var segment : segments) {
      all.addAll(List.of(bytes(segment.number()), bytes(segment.first()), bytes(segment.length())));
    }
    all.add(bytes(seats.size()));
    for (var seat : seats) {
      all.addAll(List.of(bytes(seat.ordinal()), bytes(""))); // the standard ticket type
    }
    all.add(bytes(NONE)); // wishes
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

  private static byte[] bytes(int number) {
    return bytes(Integer.toString(number));
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
