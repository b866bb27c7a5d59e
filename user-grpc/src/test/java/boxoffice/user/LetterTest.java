package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.mail.LetterWriter;
import boxoffice.user.mail.LetterWriter.Link;
import boxoffice.user.mail.LetterWriter.Reader;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTest {
  private static final List<String> WITH_LINK =
      List.of("verification", "verification-without-password", "password-reset", "email-change");
  private static final List<String> WITHOUT_LINK =
      List.of("registered-again", "password-changed", "email-change-notice");
  private static final Link LINK = new Link("https://tickets.example/page?a=1&b=2#token=t", 24);

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start();
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void writesEveryKindInEveryLanguage(String locale) {
    var letters = user.bean(LetterWriter.class);
    var reader = new Reader("a@example.com", "Ada", locale);
    for (var kind : WITH_LINK) {
      var letter = letters.write(reader, kind, LINK);
      assertThat(letter.text()).contains("\n" + LINK.url() + "\n").contains("24");
      assertThat(letter.html())
          .contains("<a href=\"https://tickets.example/page?a=1&amp;b=2#token=t\">");
      checkWords(letter.subject() + letter.text() + letter.html(), locale);
    }
    for (var kind : WITHOUT_LINK) {
      var letter = letters.write(reader, kind);
      assertThat(letter.html()).doesNotContain("<a ");
      checkWords(letter.subject() + letter.text() + letter.html(), locale);
    }
  }

  private static void checkWords(String words, String locale) {
    assertThat(words)
        .contains(locale.equals("ko") ? "Ada 님, 안녕하세요." : "Hello Ada,")
        .contains("lang=\"" + locale + "\"")
        .doesNotContain("{0}", "[(", "[#", "[/]", "${", "th:", "null");
  }

  /// What a template engine, a message format or a browser might take for its own.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{7*7}}",
        "${7*7}",
        "[[${7*7}]]",
        "[(${7*7})]",
        "*{7*7} #{closing} @{/x} ~{letter}",
        "__${7*7}__",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' {0} '{0}'",
        "</p><a href='https://evil.example'>x</a>"
      })
  void printsANameAsItIsI6I9(String name) {
    for (var locale : List.of("en", "ko")) {
      var letter =
          user.bean(LetterWriter.class)
              .write(new Reader("a@example.com", name, locale), "verification", LINK);

      assertThat(letter.text()).contains(name);
      assertThat(letter.html())
          .contains(
              name.replace("&", "&amp;")
                  .replace("<", "&lt;")
                  .replace(">", "&gt;")
                  .replace("\"", "&quot;")
                  .replace("'", "&#39;"));
      assertThat(letter.html().split("<a ", -1)).hasSize(2);
      assertThat(letter.subject() + letter.text() + letter.html()).doesNotContain("49");
    }
  }

  @Test
  void printsANameOfARegistrationAsItIsI6I9() {
    var email = "lena-" + UUID.randomUUID() + "@example.com";
    var calls = new AccountCalls(user);
    calls
        .anyone()
        .register(
            AccountCalls.registration(email, RunningUserGrpc.PASSWORD)
                .setDisplayName("{{7*7}} ${7*7} <script>")
                .build());

    var mail = calls.awaitMail(email, "confirm");

    assertThat(mail.text()).contains("Hello {{7*7}} ${7*7} <script>,");
    assertThat(mail.html()).contains("Hello {{7*7}} ${7*7} &lt;script&gt;,");
  }
}
