package boxoffice.edge.page;

import boxoffice.edge.problem.ProblemTexts;
import boxoffice.edge.problem.ProblemType;
import boxoffice.wire.WireException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// A page for each type of problem, at the path of its `type`, in every language at once: what the
/// problem says about the effect of a request, and what to do.
@Hidden
@RestController
class ProblemPageController {
  private static final String HTML = "text/html;charset=UTF-8";

  private final ProblemTexts texts;

  ProblemPageController(ProblemTexts texts) {
    this.texts = texts;
  }

  @GetMapping(path = "/problems", produces = HTML)
  String list(HttpServletResponse response) {
    PagePolicy.set(response);
    var entries = ProblemType.all().stream().map(this::entry).collect(Collectors.joining());
    return page("Problems", "<ul>\n" + entries + "</ul>\n");
  }

  @GetMapping(path = "/problems/{code}", produces = HTML)
  String problem(@PathVariable String code, HttpServletResponse response) {
    var type =
        ProblemType.all().stream()
            .filter(known -> known.code().equals(code))
            .findFirst()
            .orElseThrow(() -> WireException.notFound("problem"));
    PagePolicy.set(response);
    var sections =
        ProblemTexts.LANGUAGES.stream()
            .map(language -> section(type, language))
            .collect(Collectors.joining());
    return page(type.code(), sections + "<p><a href=\"/problems\">/problems</a></p>\n");
  }

  private String entry(ProblemType type) {
    var titles =
        ProblemTexts.LANGUAGES.stream()
            .map(language -> element("span", language, texts.title(type.code(), language)))
            .collect(Collectors.joining(" · "));
    return """
    <li>%d <a href="/problems/%s"><code>%s</code></a> %s</li>
    """
        .formatted(type.status(), type.code(), type.code(), titles);
  }

  private String section(ProblemType type, Locale language) {
    return """
    <section lang="%s">
      <h2>%s</h2>
      <p>HTTP %d</p>
      <p>%s</p>
      <p>%s</p>
    </section>
    """
        .formatted(
            language.toLanguageTag(),
            HtmlUtils.htmlEscape(texts.title(type.code(), language)),
            type.status(),
            HtmlUtils.htmlEscape(texts.effect(type.code(), language)),
            HtmlUtils.htmlEscape(texts.advice(type.code(), language)));
  }

  private static String element(String name, Locale language, String text) {
    return "<%s lang=\"%s\">%s</%s>"
        .formatted(name, language.toLanguageTag(), HtmlUtils.htmlEscape(text), name);
  }

  private static String page(String heading, String main) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s</title>
      <link rel="stylesheet" href="/assets/page.css">
    </head>
    <body>
    <main>
    <h1><code>%s</code></h1>
    %s</main>
    </body>
    </html>
    """
        .formatted(heading, heading, main);
  }
}
