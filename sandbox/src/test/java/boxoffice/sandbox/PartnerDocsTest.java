package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.wire.ErrorReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// That docs/partners tells what the code does.
class PartnerDocsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\n(.*?)^```$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| ([A-Z_]+) \\|");

  @Test
  void listsEveryReasonWithItsStatus() {
    var listed =
        ROW.matcher(read("docs/partners/errors.md"))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();

    assertThat(listed)
        .containsExactlyElementsOf(
            Arrays.stream(ErrorReason.values())
                .map(reason -> reason + " " + reason.statusCode())
                .toList());
  }

  /// All but the first, which connects to servers that are not here.
  @Test
  void cutsItsExampleOutOfAProgramThatRuns() {
    var program = dense(read("sandbox/src/test/java/boxoffice/sandbox/PartnerProgram.java"));
    var pieces =
        JAVA.matcher(read("docs/partners/README.md"))
            .results()
            .map((MatchResult piece) -> dense(piece.group(1)))
            .skip(1)
            .toList();

    assertThat(pieces).hasSizeGreaterThan(3).allMatch(program::contains);
  }

  /// Lines may be broken elsewhere.
  private static String dense(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
