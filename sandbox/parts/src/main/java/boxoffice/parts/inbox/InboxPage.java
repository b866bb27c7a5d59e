package boxoffice.parts.inbox;

import java.util.List;
import java.util.regex.Pattern;

/// The inbox as a page for people. Whatever a mail says is shown as text: a mail can be written by
/// anybody, so its HTML is never rendered here, and only its web links can be clicked.
final class InboxPage {
  private static final Pattern LINK =
      Pattern.compile("https?://[^\\s<>\"'`]+[^\\s<>\"'`.,;:!?)\\]]");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern TARGET =
      Pattern.compile("(?i)href\\s*=\\s*[\"'](https?://[^\"']+)[\"']");

  private InboxPage() {}

  static String of(List<Mail> mails) {
    var page =
        new StringBuilder(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Inbox</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
            article { border-top: 1px solid #999; padding: 1rem 0; }
            h2 { margin: 0; font-size: 1.1rem; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
            </style>
            </head>
            <body>
            <h1>Inbox</h1>
            """);
    page.append("<p>").append(mails.size()).append(" mails, newest first</p>\n");
    mails.forEach(mail -> article(page, mail));
    return page.append("</body>\n</html>\n").toString();
  }

  private static void article(StringBuilder page, Mail mail) {
    page.append("<article><h2>").append(escaped(mail.subject())).append("</h2>\n<p>");
    page.append(escaped(mail.from())).append(" to ").append(escaped(mail.to()));
    page.append(", <time>").append(mail.receivedAt()).append("</time></p>\n<pre>");
    page.append(linked(mail.text().isEmpty() ? readable(mail.html()) : mail.text()));
    page.append("</pre></article>\n");
  }

  /// The words of some HTML, each link's target beside its words.
  private static String readable(String html) {
    var withTargets = new StringBuilder();
    var tags = TAG.matcher(html);
    while (tags.find()) {
      var target = TARGET.matcher(tags.group());
      tags.appendReplacement(withTargets, "");
      if (target.find()) {
        withTargets.append(' ').append(target.group(1).replace("&amp;", "&")).append(' ');
      }
    }
    tags.appendTail(withTargets);
    return withTargets.toString();
  }

  private static String linked(String text) {
    var shown = new StringBuilder();
    var links = LINK.matcher(text);
    var end = 0;
    while (links.find()) {
      var link = escaped(links.group());
      shown.append(escaped(text.substring(end, links.start())));
      shown.append("<a rel=\"noreferrer\" href=\"").append(link).append("\">");
      shown.append(link).append("</a>");
      end = links.end();
    }
    return shown.append(escaped(text.substring(end))).toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
