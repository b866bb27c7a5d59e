package boxoffice.edge.problem;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/// Who reads which language.
@Configuration(proxyBeanMethods = false)
class LanguageConfiguration {

  /// By `Accept-Language`; the name is Spring MVC's.
  @Bean
  LocaleResolver localeResolver() {
    var resolver = new AcceptHeaderLocaleResolver();
    resolver.setSupportedLocales(ProblemTexts.LANGUAGES);
    resolver.setDefaultLocale(ProblemTexts.LANGUAGES.getFirst());
    return resolver;
  }
}
