package boxoffice.guard;

import boxoffice.guard.boot.BootRefusal;
import boxoffice.guard.observe.OutcomeInterceptor;
import boxoffice.guard.observe.RequestIdServerInterceptor;
import boxoffice.guard.repetition.RepetitionInterceptor;
import boxoffice.guard.transport.HealthWatches;
import boxoffice.guard.transport.RequestReading;
import boxoffice.guard.transport.TransportSettings;
import build.buf.protovalidate.ValidatorFactory;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/// What a gRPC server of ours imports: the interceptors in their order, one virtual thread a call,
/// the limits of what comes in, and the empty call. Needs and brings what [PeerConfiguration] needs
/// and brings.
@Configuration(proxyBeanMethods = false)
@Import(PeerConfiguration.class)
@EnableConfigurationProperties(TransportSettings.class)
public class GuardConfiguration {
  /// Before Spring Boot begins the span of the call (order 0), which is named by it.
  @Bean
  @GlobalServerInterceptor
  @Order(-10)
  ServerInterceptor requestIdInterceptor() {
    return new RequestIdServerInterceptor(GuardConfiguration::quickId);
  }

  /// A name and no secret, for calls that come without one.
  private static String quickId() {
    var random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  @Bean
  @GlobalServerInterceptor
  @Order(6)
  ServerInterceptor outcomeInterceptor(ObjectProvider<MeterRegistry> meters) {
    return new OutcomeInterceptor(meters.getIfAvailable(CompositeMeterRegistry::new));
  }

  @Bean
  @GlobalServerInterceptor
  @Order(10)
  ServerInterceptor failureInterceptor(ObjectProvider<FailureMapping> mappings) {
    return new FailureInterceptor(
        new Failures(mappings.orderedStream().toList(), UUID::randomUUID));
  }

  @Bean
  RequestReading requestReading(ApplicationContext context) {
    return new RequestReading(context);
  }

  @Bean
  @GlobalServerInterceptor
  @Order(20)
  ServerInterceptor deadlineCapInterceptor(
      GuardSettings settings, @Qualifier("callTimers") ScheduledExecutorService callTimers) {
    return new DeadlineCapInterceptor(settings, callTimers);
  }

  @Bean
  @GlobalServerInterceptor
  @Order(30)
  ServerInterceptor tokenInterceptor(TokenVerifier tokens) {
    return new TokenInterceptor(tokens);
  }

  @Bean
  @GlobalServerInterceptor
  @Order(40)
  ServerInterceptor accessInterceptor() {
    return new AccessInterceptor();
  }

  @Bean
  @GlobalServerInterceptor
  @Order(45)
  ServerInterceptor repetitionInterceptor() {
    return new RepetitionInterceptor();
  }

  @Bean
  @GlobalServerInterceptor
  @Order(50)
  ServerInterceptor validationInterceptor() {
    return new ValidationInterceptor(ValidatorFactory.newBuilder().build());
  }

  @Bean
  @GlobalServerInterceptor
  @Order(60)
  ServerInterceptor healthWatches(TransportSettings limits) {
    return new HealthWatches(limits);
  }

  @Bean
  AccessRules accessRules(ObjectProvider<BindableService> services) {
    return new AccessRules(services);
  }

  @Bean
  BindableService pingGrpcService() {
    return new PingGrpcService();
  }

  /// In the place of Spring Boot's, which ends it with the beans: then the server has stopped long
  /// ago.
  @Bean(destroyMethod = "")
  HealthStatusManager healthStatusManager() {
    return new HealthStatusManager();
  }

  /// Who watches this process goes elsewhere from the moment that it is told to stop; what is under
  /// way goes on.
  @Bean
  ApplicationListener<ContextClosedEvent> draining(HealthStatusManager health) {
    return _ -> health.enterTerminalState();
  }

  /// Reflection shows the whole contract to everybody, so it needs to be asked for.
  @Bean
  InitializingBean reflectionCheck(Environment environment) {
    return () -> {
      var reflection =
          environment.getProperty("spring.grpc.server.reflection.enabled", Boolean.class, true);
      if (reflection && !environment.getProperty("boxoffice.dev", Boolean.class, false)) {
        throw new BootRefusal("spring.grpc.server.reflection.enabled needs boxoffice.dev=true");
      }
    };
  }

  @Bean
  GrpcServerExecutorProvider virtualThreads() {
    var threads = Thread.ofVirtual().name("grpc-", 0).factory();
    var executor = Executors.newThreadPerTaskExecutor(threads);
    return () -> executor;
  }

  @Bean
  ServerBuilderCustomizer<NettyServerBuilder> limits(
      TransportSettings limits, GuardSettings settings) {
    return server -> limits.limit(server, settings.longest());
  }
}
