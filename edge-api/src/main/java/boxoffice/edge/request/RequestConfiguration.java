package boxoffice.edge.request;

import boxoffice.edge.problem.Problems;
import boxoffice.guard.limit.OpenRateLimits;
import boxoffice.guard.limit.RateLimits;
import boxoffice.guard.limit.RateLimitsSettings;
import boxoffice.wire.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.ForwardedHeaderFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Puts the filters in their order: answer, language, origin, body, caller.
@Configuration(proxyBeanMethods = false)
class RequestConfiguration implements WebMvcConfigurer {
  private static final String INTERFACE = "/v1/**";
  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE;

  private final RateLimits limits;
  private final OpenRateLimits openLimits;
  private final RateLimitsSettings limitsSettings;

  RequestConfiguration(
      RateLimits limits, OpenRateLimits openLimits, RateLimitsSettings limitsSettings) {
    this.limits = limits;
    this.openLimits = openLimits;
    this.limitsSettings = limitsSettings;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> impatience(
      SlowClientSettings settings) {
    return factory -> {
      factory.setProtocol(ImpatientProtocol.class.getName());
      factory.addProtocolHandlerCustomizers(
          (ImpatientProtocol protocol) -> protocol.setHeadTime(settings.headTime()));
    };
  }

  @Bean
  FilterRegistrationBean<Filter> wholeAnswers() {
    return inOrder(new WholeAnswers(), FIRST);
  }

  @Bean
  FilterRegistrationBean<Filter> languageFilter(LocaleResolver languages, Problems problems) {
    var registration = inOrder(new LanguageFilter(languages, problems), FIRST + 1);
    registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
    return registration;
  }

  @Bean
  FilterRegistrationBean<Filter> originFilter(OriginSettings settings, Problems problems) {
    return inOrder(OriginCheck.filter(settings, problems), FIRST + 2);
  }

  @Bean
  FilterRegistrationBean<Filter> bodyFilter(Problems problems, SlowClientSettings settings) {
    return inOrder(new BodyFilter(problems, settings.bodyTime()), FIRST + 3);
  }

  @Bean
  FilterRegistrationBean<Filter> callerFilter(
      Function<String, Caller> tokenVerifier, Problems problems) {
    return inOrder(new CallerFilter(tokenVerifier, problems), FIRST + 4);
  }

  /// Tomcat's valve has read what a trusted proxy says; behind it nobody reads what anybody says.
  @Bean
  FilterRegistrationBean<Filter> forwardedFilter() {
    var filter = new ForwardedHeaderFilter();
    filter.setRemoveOnly(true);
    return inOrder(filter, FIRST + 5);
  }

  private static FilterRegistrationBean<Filter> inOrder(Filter filter, int order) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    return registration;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    var headers = new LimitHeaders(limitsSettings);
    registry.addInterceptor(new RouteLimits(openLimits, headers)).addPathPatterns(INTERFACE);
    registry.addInterceptor(new PublicRoutes()).addPathPatterns(INTERFACE);
    registry.addInterceptor(new ReadableAnswers()).addPathPatterns(INTERFACE);
    registry.addInterceptor(new AddressLimits(limits, headers)).addPathPatterns(INTERFACE);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new RequestIdResolver());
  }
}
