package boxoffice.guard.boot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.PlaceholderResolutionException;

/// Before anything is connected: every secret that `boxoffice.guard.secrets` names is there, none
/// that the settings hold is one that everybody could guess, and whoever signs in at the mail
/// server has a name and a password.
public final class SecretsCheck implements BeanFactoryPostProcessor {
  /// A property of ours or of Spring's that holds a secret, as settings files and as the
  /// environment spell it.
  private static final Pattern SECRET =
      Pattern.compile(
          "(?:boxoffice|spring)[._].*(?:password|secret|(?:secret|master|ticket)[._-]?key)");

  /// What a payment provider puts before its secrets.
  private static final Pattern PREFIX = Pattern.compile("^(?:whsec|sk|rk)_(?:(?:test|live)_)?");

  /// What examples are full of, and one character repeated, as in the base64 of zeros. The last two
  /// are the keys of Stripe's own documentation.
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?:change|replace)[ _-]?(?:me|it|this).*|(?:your|my|some)[ _-].*|<.*>|\\$\\{.*"
              + "|(?:admin|root|guest|user|test|default|secret|password|passw0rd|example|todo|fixme)\\d*"
              + "|placeholder.*|postgres\\d*|redis\\d*|boxoffice\\d*|(.)\\1+=*|0?123\\d*|.*\\.{3}"
              + "|4ec39hqlyjwdarjtt1zdp7dc|bqokikjovbii2hlwgh4olfq2");

  private static final int SHORTEST = 8;

  private static final List<String> MAIL_LOGIN =
      List.of("spring.mail.username", "spring.mail.password");

  private static final String MAIL_AUTH = "spring.mail.properties.mail.smtp.auth";

  private final ConfigurableEnvironment environment;

  public SecretsCheck(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    BootRefusal.over(problem());
  }

  private Optional<String> problem() {
    var needed =
        Binder.get(environment)
            .bind("boxoffice.guard.secrets", Bindable.listOf(String.class))
            .orElse(List.of());
    return Stream.of(
            needed.stream().filter(this::isMissing).map(name -> name + " is not set"),
            weak(),
            halfLogin())
        .flatMap(Function.identity())
        .findFirst();
  }

  /// Both or neither; both where the mail server asks for them.
  private Stream<String> halfLogin() {
    var missing = MAIL_LOGIN.stream().filter(this::isMissing).toList();
    if (missing.size() == MAIL_LOGIN.size() && value(MAIL_AUTH).equalsIgnoreCase("true")) {
      return Stream.of(missing.getFirst() + " is not set: " + MAIL_AUTH + " needs it");
    }
    return missing.size() == 1
        ? Stream.of(
            missing.getFirst()
                + " is not set: it needs "
                + String.join(" and ", MAIL_LOGIN)
                + ", or neither")
        : Stream.empty();
  }

  private boolean isMissing(String name) {
    return value(name).isBlank();
  }

  private Stream<String> weak() {
    return environment.getPropertySources().stream()
        .filter(EnumerablePropertySource.class::isInstance)
        .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
        .filter(name -> SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches())
        .filter(Predicate.not(this::isMissing))
        .flatMap(name -> weakness(value(name)).map(weakness -> name + weakness).stream());
  }

  /// Whether it is one of those that examples are full of, behind a provider's prefix too.
  public static boolean isPlaceholder(String secret) {
    var own = PREFIX.matcher(secret.toLowerCase(Locale.ROOT)).replaceFirst("");
    return own.isEmpty() || PLACEHOLDER.matcher(own).matches();
  }

  private static Optional<String> weakness(String secret) {
    if (isPlaceholder(secret)) {
      return Optional.of(" is a placeholder: it needs a secret of its own");
    }
    return secret.length() < SHORTEST
        ? Optional.of(" needs " + SHORTEST + " characters or more")
        : Optional.empty();
  }

  private String value(String name) {
    try {
      var value = environment.getProperty(name);
      return value == null ? "" : value.strip();
    } catch (PlaceholderResolutionException e) {
      return "${}"; // it names a property that is not there
    }
  }
}
