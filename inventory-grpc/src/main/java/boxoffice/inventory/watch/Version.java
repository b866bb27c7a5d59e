package boxoffice.inventory.watch;

import java.util.regex.Pattern;

/// A moment of a pool: its epoch, and the number of the last change that was seen.
record Version(int epoch, long number) {
  /// Before everything.
  static final Version NONE = new Version(-1, -1);

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,10})");

  /// [#NONE] for anything that no stream gives.
  static Version parse(String text) {
    var parts = FORM.matcher(text);
    return parts.matches()
        ? new Version(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)))
        : NONE;
  }

  @Override
  public String toString() {
    return epoch + "-" + number;
  }
}
