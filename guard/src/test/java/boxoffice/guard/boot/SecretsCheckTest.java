package boxoffice.guard.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// Row D4, as far as secrets go; what stores must be set up like is each service's BootTest.
class SecretsCheckTest {
  private static final String KEY = "boxoffice.user.master-key";
  private static final String GOOD = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Test
  void d4RefusesASecretThatIsMissing() {
    assertThatThrownBy(() -> check(Map.of("boxoffice.guard.secrets", KEY)))
        .isInstanceOf(BootRefusal.class)
        .hasMessage(KEY + " is not set");
    assertThatThrownBy(() -> check(Map.of("boxoffice.guard.secrets", KEY, KEY, "  ")))
        .hasMessage(KEY + " is not set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "changeme",
        "CHANGE-ME-PLEASE",
        "change_it",
        "replace me with a key",
        "your-secret-here",
        "<secret>",
        "${NOT_SET_ANYWHERE}",
        "password",
        "Password123",
        "admin",
        "guest",
        "postgres",
        "placeholder-for-the-key",
        "whsec_changeme",
        "whsec_placeholder",
        "whsec_secret",
        "whsec_YOUR_SECRET",
        "whsec_...",
        "whsec_test_...",
        "whsec_1234567890",
        "sk_test_xxxxxxxxxxxxxxxxxxxxxxxx",
        "sk_test_51...",
        "sk_live_your-live-stripe-key",
        "sk_test_4eC39HqLyjWDarjtT1zdp7dc",
        "sk_test_",
        "rk_live_<key>",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
      })
  void d4RefusesAPlaceholder(String value) {
    assertThatThrownBy(() -> check(Map.of("spring.datasource.password", value)))
        .isInstanceOf(BootRefusal.class)
        .hasMessage("spring.datasource.password is a placeholder: it needs a secret of its own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boxoffice.order.provider.secret-key",
        "BOXOFFICE_ORDER_PROVIDER_SECRETKEY",
        "BOXOFFICE_USER_CLIENTS_0_SECRET",
        "boxoffice.user.clients[0].secret",
        "boxoffice.order.ticketKey",
        "SPRING_MAIL_PASSWORD"
      })
  void d4KnowsASecretByItsName(String name) {
    assertThatThrownBy(() -> check(Map.of(name, "changeme"))).hasMessageContaining("placeholder");
    assertThatThrownBy(() -> check(Map.of(name, "pw-74-x"))).hasMessageContaining("8 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"whsec_2nVq0Zk93bLmTTx7Qw", "sk_test_51KbLmTTx7Qw0Zk93b", "sk_test_sandbox"})
  void acceptsWhatAProviderGaveOut(String value) {
    assertThatCode(() -> check(Map.of("boxoffice.order.webhook.secret", value)))
        .doesNotThrowAnyException();
  }

  @Test
  void d4RefusesHalfALoginAtTheMailServer() {
    var needed = ": it needs spring.mail.username and spring.mail.password, or neither";
    var name = Map.of("spring.mail.username", "boxoffice", "spring.mail.password", " ");
    var password = Map.of("spring.mail.username", "", "spring.mail.password", GOOD);

    assertThatThrownBy(() -> check(name)).hasMessage("spring.mail.password is not set" + needed);
    assertThatThrownBy(() -> check(password))
        .hasMessage("spring.mail.username is not set" + needed);
    assertThatCode(
            () -> check(Map.of("spring.mail.username", "boxoffice", "spring.mail.password", GOOD)))
        .doesNotThrowAnyException();
  }

  @Test
  void d4RefusesAMailServerThatAsksForALoginWhichIsNotThere() {
    var auth = "spring.mail.properties.mail.smtp.auth";

    assertThatThrownBy(() -> check(Map.of(auth, "true")))
        .hasMessage("spring.mail.username is not set: " + auth + " needs it");
    assertThatCode(() -> check(Map.of(auth, "false"))).doesNotThrowAnyException();
  }

  @Test
  void acceptsRealSecretsAndWhatIsNone() {
    assertThatCode(() ->
            check(
                Map.of(
                    "boxoffice.guard.secrets",
                    KEY + ", spring.datasource.password",
                    KEY,
                    GOOD,
                    "spring.datasource.password",
                    "x7Qw-0Zk_93bLmTT",
                    "spring.datasource.username",
                    "guest",
                    "somebody.elses.password",
                    "admin")))
        .doesNotThrowAnyException();
  }

  @Test
  void saysItInOneLineWithoutTheValue() {
    var refusal =
        catchThrowableOfType(BootRefusal.class, () -> check(Map.of(KEY, "changeme-4711")));

    assertThat(new BootRefusal.Analyzer().analyze(new IllegalStateException(refusal)))
        .isNotNull()
        .extracting(FailureAnalysis::getDescription, InstanceOfAssertFactories.STRING)
        .startsWith("refuses to start: " + KEY)
        .doesNotContain("4711")
        .doesNotContain("\n");
  }

  private static void check(Map<String, String> values) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", Map.copyOf(values)));
    new SecretsCheck(environment).postProcessBeanFactory(new DefaultListableBeanFactory());
  }
}
