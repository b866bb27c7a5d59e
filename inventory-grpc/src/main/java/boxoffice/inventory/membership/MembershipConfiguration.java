package boxoffice.inventory.membership;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MembershipConfiguration {
  @Bean
  Memberships memberships() {
    return new Memberships();
  }
}
