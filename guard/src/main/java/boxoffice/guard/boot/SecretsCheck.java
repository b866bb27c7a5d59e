package boxoffice.guard.boot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/// Before anything is connected: every secret that `boxoffice.guard.secrets` names is there, and
/// none that the settings hold is one that everybody could guess.
public final class SecretsCheck implements BeanFactoryPostProcessor {
  /// A property of ours or of Spring's that holds a secret, as settings files and as the
  /// environment spell it.
  private static final Pattern SECRET =
      Pattern.compile(
          "(?:boxoffice|spring)[._].*(?:password|secret|(?:secret|master|ticket)[._-]?key)");

  /// What examples are full of, and one character repeated, as in the base64 of zeros.
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?:change|replace)[ _-]?(?:me|it|this).*|(?:your|my|some)[ _-].*|<.*>|\\$\\{.*"
              + "|(?:admin|root|guest|user|test|default|secret|password|passw0rd|example|todo|fixme)\\d*"
              + "|placeholder.*|postgres\\d*|redis\\d*|boxoffice\\d*|(.)\\1+=*");

  private static final int SHORTEST = 8;

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
    return Stream.concat(
            needed.stream().filter(this::isMissing).map(name -> name + " is not set"), weak())
        .findFirst();
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

  private static Optional<String> weakness(String secret) {
    if (PLACEHOLDER.matcher(secret.toLowerCase(Locale.ROOT)).matches()) {
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
