package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.problem.ProblemType;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Problems in the reader's language, and the pages that their types lead to.
final class ProblemPageTest {
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    edge = RunningEdge.alone("--boxoffice.edge.problem-base=https://edge.example/problems/");
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  private static RunningEdge.Answer read(String path, String languages) {
    return edge.send(edge.request(path).header("Accept-Language", languages).GET());
  }

  @Test
  void writesInTheLanguageThatIsRead() {
    var titles =
        Map.of(
            "ko", "로그인 필요",
            "ko-KR, en;q=0.8", "로그인 필요",
            "fr, ko;q=0.5", "로그인 필요",
            "en-GB", "Unauthenticated",
            "fr", "Unauthenticated",
            "*", "Unauthenticated");

    titles.forEach((languages, title) -> {
      var problem = read("/v1/orders", languages);

      assertThat(problem.code()).isEqualTo("unauthenticated");
      assertThat(problem.json().path("title").asString()).as(languages).isEqualTo(title);
      assertThat(problem.header("Content-Language"))
          .isEqualTo(title.equals("Unauthenticated") ? "en" : "ko");
      assertThat(problem.response().headers().allValues("Vary")).contains("Accept-Language");
    });
  }

  /// What a filter, Spring MVC and Tomcat itself refuse.
  @Test
  void writesSoWhoeverRefuses() {
    var wrongToken =
        edge.send(
            edge.request("/v1/orders")
                .header("Authorization", "Basic x")
                .header("Accept-Language", "ko")
                .GET());
    assertThat(wrongToken.json().path("title").asString()).isEqualTo("잘못된 토큰");
    assertThat(read("/nowhere", "ko").json().path("title").asString()).isEqualTo("찾을 수 없음");
    assertThat(read("/v1/performances?pageSize=x", "ko").json().path("detail").asString())
        .startsWith("표시된 값을")
        .contains("pageSize");
    assertThat(edge.raw("GET /%zz HTTP/1.1\nHost: x\nAccept-Language: ko\nConnection: close\n\n"))
        .contains("Content-Language: ko", "\"code\":\"bad-request\"");
  }

  @Test
  void hasPageForEveryTypeInBothLanguages() {
    var list = edge.get("/problems").body();

    for (var type : ProblemType.all()) {
      var page = edge.get("/problems/" + type.code());

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("Content-Security-Policy")).contains("style-src 'self'");
      assertThat(page.body())
          .contains("HTTP " + type.status(), "<section lang=\"en\">", "<section lang=\"ko\">");
      assertThat(list).contains("href=\"/problems/" + type.code() + "\"");
    }
  }

  @Test
  void leadsFromTypeToItsPage() {
    var type = URI.create(edge.get("/v1/orders").json().path("type").asString());

    assertThat(edge.get(type.getPath()).body()).contains("Sign in");
  }

  @Test
  void knowsNoOtherType() {
    var unknown = edge.get("/problems/of-love");

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("not-found");
  }
}
