package boxoffice.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.wire.ErrorReason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ProblemTextsTest {
  private final ProblemTexts texts = new ProblemTexts();

  static List<ProblemType> types() {
    return ProblemType.all();
  }

  @ParameterizedTest
  @MethodSource("types")
  void saysEverythingInBothLanguages(ProblemType type) {
    assertThat(saidOf(type.code(), Locale.ENGLISH)).noneMatch(ProblemTextsTest::isKorean);
    assertThat(saidOf(type.code(), Locale.KOREAN)).allMatch(ProblemTextsTest::isKorean);
  }

  private List<String> saidOf(String code, Locale language) {
    return List.of(
        texts.title(code, language), texts.advice(code, language), texts.effect(code, language));
  }

  @Test
  void knowsTypeOfEveryReasonAndRefusal() {
    assertThat(ProblemType.all())
        .hasSize(ErrorReason.values().length + Refusal.values().length)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void explainsEveryRefusalInBothLanguages(Explanation explanation) {
    assertThat(isKorean(texts.of(explanation, Locale.ENGLISH))).isFalse();
    assertThat(isKorean(texts.of(explanation, Locale.KOREAN))).isTrue();
  }

  @Test
  void hasNoTextThatNobodySays() {
    var said = new TreeSet<>(Set.of("effect", "with-words"));
    for (var type : ProblemType.all()) {
      for (var kind : List.of("title", "advice", "effect")) {
        said.add(type.code() + "." + kind);
      }
    }
    for (var explanation : Explanation.values()) {
      said.add(explanation.key());
    }
    var korean = ResourceBundle.getBundle("boxoffice.edge.problem.problems", Locale.KOREAN);

    assertThat(said).containsAll(korean.keySet()); // those of English too, which it falls back on
  }

  @ParameterizedTest
  @EnumSource
  void promisesNoEffectOnlyWhereItIsDefiniteS20(ErrorReason reason) {
    var unknown = reason.httpStatus() == 500 || reason.httpStatus() == 504;

    assertThat(texts.effect(reason.code(), Locale.ENGLISH).startsWith("Unknown"))
        .isEqualTo(unknown);
  }

  @Test
  void keepsWhatNamesAFieldForEveryReader() {
    var code = ErrorReason.VALIDATION_FAILED.code();
    var metadata = Map.of("field", "seats");
    var words = "seats: at most 10";

    assertThat(texts.detail(code, words, metadata, Locale.ENGLISH)).isEqualTo(words);
    assertThat(texts.detail(code, words, metadata, Locale.KOREAN))
        .startsWith("표시된 값을")
        .endsWith("(seats: at most 10)");
    assertThat(texts.detail(code, "something", Map.of(), Locale.KOREAN))
        .isEqualTo(texts.advice(code, Locale.KOREAN));
  }

  private static boolean isKorean(String text) {
    return text.codePoints()
        .anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HANGUL);
  }
}
