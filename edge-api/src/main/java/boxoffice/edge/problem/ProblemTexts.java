package boxoffice.edge.problem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/// What problems say to people, in their language.
///
/// A text that is missing is a bug of ours; a test walks all codes.
@Component
public class ProblemTexts {
  /// The first serves whoever reads none of them.
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.KOREAN);

  private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

  ProblemTexts() {
    texts.setBasename("boxoffice/edge/problem/problems");
    texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
    texts.setFallbackToSystemLocale(false);
  }

  /// Of who sent the request that this thread serves.
  static Locale language() {
    return LocaleContextHolder.getLocale();
  }

  public String title(String code, Locale language) {
    return texts.getMessage(code + ".title", null, language);
  }

  /// What to do about it.
  public String advice(String code, Locale language) {
    return texts.getMessage(code + ".advice", null, language);
  }

  /// Whether the request had any effect.
  public String effect(String code, Locale language) {
    return texts.getMessage(
        new DefaultMessageSourceResolvable(new String[] {code + ".effect", "effect"}), language);
  }

  String of(Explanation explanation, Locale language) {
    return texts.getMessage(explanation.key(), null, language);
  }

  /// Services write English. Other readers hear what to do, and the words of the service only where
  /// they name a field, which no other text can say.
  ///
  /// @param words of the service
  String detail(
      String code, @Nullable String words, Map<String, String> metadata, Locale language) {
    if (words != null && language.equals(Locale.ENGLISH)) {
      return words;
    }
    var advice = advice(code, language);
    return words == null || !metadata.containsKey("field")
        ? advice
        : texts.getMessage("with-words", new Object[] {advice, words}, language);
  }
}
