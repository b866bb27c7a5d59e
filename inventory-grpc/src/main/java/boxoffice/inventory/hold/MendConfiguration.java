package boxoffice.inventory.hold;

import boxoffice.inventory.redis.ScriptRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MendConfiguration {
  @Bean
  MendPool mendPool(PoolScripts scripts, ScriptRunner runner, BuildPool buildPool) {
    return new MendPool(scripts, new PoolHeads(runner), buildPool);
  }
}
