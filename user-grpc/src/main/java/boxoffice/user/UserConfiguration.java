package boxoffice.user;

import boxoffice.db.DatabaseFailures;
import boxoffice.db.Durability;
import boxoffice.guard.FailureMapping;
import boxoffice.guard.boot.BootRefusal;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.springframework.beans.factory.InitializingBean;
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
