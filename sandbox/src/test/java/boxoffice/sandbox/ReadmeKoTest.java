package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// That README.ko.md keeps up with README.md: whatever is not prose is the same in both. What the
/// prose says is for people to compare.
class ReadmeKoTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+(?= )");
  private static final Pattern LINK = Pattern.compile("(?<=]\\()[^)]+|(?<=<)https?://[^>]+");
  private static final Pattern CODE = Pattern.compile("`[^`]+`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\|.*");

  private final String english = read("README.md");
  private final String korean = read("README.ko.md");

  @Test
  void hasTheSameCommands() {
    assertThat(all(BLOCK, korean)).isNotEmpty().isEqualTo(all(BLOCK, english));
  }

  @Test
  void hasTheSameHeadings() {
    assertThat(all(HEADING, prose(korean))).isNotEmpty().isEqualTo(all(HEADING, prose(english)));
  }

  /// In any order, as that of the words differs. Each names the other, which counts as the same.
  @Test
  void hasTheSameLinks() {
    var links = all(LINK, prose(english).replace("README.ko.md", "README.md"));

    assertThat(english).contains("](README.ko.md)");
    assertThat(all(LINK, prose(korean))).containsExactlyInAnyOrderElementsOf(links);
  }

  /// Its headings are Korean, so that an English anchor needs a place of its own.
  @Test
  void hasEveryPlaceThatItLinksTo() {
    assertThat(all(LINK, prose(korean)))
        .filteredOn(link -> link.startsWith("#"))
        .allSatisfy(link -> assertThat(korean).contains("<a id=\"" + link.substring(1) + "\">"));
  }

  @Test
  void hasTheSameNames() {
    assertThat(all(CODE, prose(korean)))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(all(CODE, prose(english)));
  }

  @Test
  void hasTheSameRows() {
    assertThat(rows(korean)).isNotEmpty().isEqualTo(rows(english));
  }

  /// The names in each cell of each row of the tables, sorted.
  private static List<List<List<String>>> rows(String text) {
    return all(ROW, prose(text)).stream()
        .map(row -> Arrays.stream(row.split("\\|", -1)).map(ReadmeKoTest::names).toList())
        .toList();
  }

  private static List<String> names(String cell) {
    return all(CODE, cell).stream().sorted().toList();
  }

  private static String prose(String text) {
    return BLOCK.matcher(text).replaceAll("");
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of("..", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
