package boxoffice.user;

import boxoffice.db.DatabaseFailures;
import boxoffice.db.Durability;
import boxoffice.db.SqlSpans;
import boxoffice.guard.FailureMapping;
import boxoffice.guard.boot.BootRefusal;
import boxoffice.guard.observe.Spans;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.jooq.autoconfigure.DefaultConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where randomness comes from, and what a failure of the database means.
@Configuration(proxyBeanMethods = false)
class UserConfiguration {
  @Bean
  Supplier<UUID> ids() {
    return UUID::randomUUID;
  }

  @Bean
  DefaultConfigurationCustomizer sqlSpans(Spans spans) {
    return settings -> SqlSpans.follow(settings, spans.registry());
  }

  @Bean
  InitializingBean durabilityCheck(DSLContext sql) {
    return () -> BootRefusal.over(Durability.problem(sql));
  }

  @Bean
  FailureMapping databaseFailures() {
    return DatabaseFailures::map;
  }

  @Bean
  SecureRandom random() {
    return new SecureRandom();
  }
}
