package boxoffice.load.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A run as one page that needs nothing else: plots, styles and the library that draws them are in
/// the file, and its content security policy lets a browser load nothing from anywhere.
///
/// The template escapes all text. jmustache was taken because it has no build step and its version
/// is Spring Boot's; [Page] has everything formatted, so the template has no logic to get wrong,
/// and a name that [Page] lacks ends in an exception.
public final class HtmlReport {
  private static final Template TEMPLATE =
      Mustache.compiler()
          .strictSections(true)
          .emptyStringIsFalse(true)
          .compile(Assets.own("report.mustache"));

  private HtmlReport() {}

  public static void write(RunReport run, Path file) {
    try {
      Files.writeString(file, html(run));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + file, e);
    }
  }

  static String html(RunReport run) {
    return TEMPLATE.execute(Page.of(run));
  }
}
