package boxoffice.user.mail;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/// Writes letters as text and as HTML, in the reader's language: one pair of templates, and the
/// words of each kind of letter in a bundle for each language.
///
/// What people wrote (names) is a value that templates print and never part of a template or of a
/// message, so nothing in it is evaluated; the HTML template escapes all it prints. Safe for use by
/// many threads.
@Component
public final class LetterWriter {
  private static final String FOLDER = "boxoffice/user/mail/";
  private static final String WORDS = "boxoffice.user.mail.letters";
  private static final ResourceBundle.Control EXACT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final TemplateEngine templates = new TemplateEngine();

  LetterWriter() {
    templates.addTemplateResolver(resolver("*.html", TemplateMode.HTML));
    templates.addTemplateResolver(resolver("*.txt", TemplateMode.TEXT));
  }

  /// @param email where the letter goes
  /// @param displayName how the letter addresses the reader
  /// @param locale `en` or `ko`
  public record Reader(String email, String displayName, String locale) {
    @Override
    public String toString() {
      return "Reader"; // never address or name
    }
  }

  /// @param url where it leads
  /// @param hours how long it works
  public record Link(String url, long hours) {
    @Override
    public String toString() {
      return "Link"; // never the token
    }
  }

  /// A letter without a link.
  public Mails.Letter write(Reader reader, String kind) {
    return write(reader, kind, null);
  }

  /// @param kind what the bundle's keys begin with, such as `password-reset`
  public Mails.Letter write(Reader reader, String kind, @Nullable Link link) {
    var language = Locale.of(reader.locale());
    var words = ResourceBundle.getBundle(WORDS, language, EXACT);
    var subject = words.getString(kind + ".subject");
    var context = new Context(language);
    context.setVariables(
        Map.of(
            "language", language.getLanguage(),
            "subject", subject,
            "greeting", filled(words.getString("greeting"), language, reader.displayName()),
            "before", words.getString(kind + ".before"),
            "after",
                link == null
                    ? words.getString(kind + ".after")
                    : filled(words.getString(kind + ".after"), language, link.hours()),
            "closing", words.getString("closing")));
    if (link != null) {
      context.setVariable("link", link.url());
      context.setVariable("action", words.getString(kind + ".action"));
    }
    return new Mails.Letter(
        reader.email(),
        subject,
        templates.process("letter.txt", context),
        templates.process("letter.html", context));
  }

  private static String filled(String message, Locale language, Object value) {
    return new MessageFormat(message, language).format(new Object[] {value});
  }

  private static ClassLoaderTemplateResolver resolver(String names, TemplateMode mode) {
    var resolver = new ClassLoaderTemplateResolver(LetterWriter.class.getClassLoader());
    resolver.setPrefix(FOLDER);
    resolver.getResolvablePatternSpec().addPattern(names);
    resolver.setTemplateMode(mode);
    resolver.setForceTemplateMode(true);
    resolver.setCharacterEncoding("UTF-8");
    return resolver;
  }
}
