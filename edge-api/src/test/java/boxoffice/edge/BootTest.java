package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.guard.boot.BootRefusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the edge does not start on (row D4).
class BootTest {
  private static final String GOOD = "edge-secret-of-the-tests-00000001";

  @ParameterizedTest
  @CsvSource({
    "boxoffice.guard.redis.password, boxoffice.guard.client.secret",
    "boxoffice.guard.client.secret, boxoffice.guard.redis.password"
  })
  void d4RefusesAMissingOrPlaceholderSecret(String name, String other) {
    assertRefused(name + " is not set", "--" + other + "=" + GOOD);
    assertRefused(
        name + " is a placeholder: it needs a secret of its own",
        "--" + other + "=" + GOOD,
        "--" + name + "=changeme");
  }

  private static void assertRefused(String problem, String... settings) {
    assertThatThrownBy(() -> EdgeApplication.start(settings).close())
        .isInstanceOf(BootRefusal.class)
        .hasMessage(problem);
  }
}
