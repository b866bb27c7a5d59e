package boxoffice.inventory.channel;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.membership.Memberships;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {
  @Bean
  ChannelStore channelStore() {
    return new ChannelStore();
  }

  @Bean
  Channels salesChannels(DSLContext sql, ChannelStore store, Memberships memberships) {
    return new Channels(sql, store, memberships);
  }

  @Bean
  ChannelGrpcService channelGrpcService(
      DSLContext sql,
      ChannelStore store,
      Channels channels,
      Memberships memberships,
      AuditLog audit,
      Clock clock) {
    var create = new CreateChannel(sql, store, memberships, audit, clock);
    return new ChannelGrpcService(sql, store, channels, memberships, create);
  }
}
