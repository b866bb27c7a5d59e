package boxoffice.order.webhook;

import boxoffice.guard.boot.BootRefusal;
import boxoffice.order.audit.AuditLog;
import boxoffice.order.payment.ProviderEvents;
import boxoffice.order.payment.ProviderSettings;
import boxoffice.order.purchase.PaymentNews;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What of webhooks stands on the wire.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
public class WebhookConfiguration {

  @Bean
  WebhookGrpcService webhookGrpcService(ReceiveWebhook receiveWebhook) {
    return new WebhookGrpcService(receiveWebhook);
  }

  @Bean
  ReceiveWebhook receiveWebhook(
      WebhookSettings settings,
      ProviderSettings provider,
      TakeEvent take,
      Clock clock,
      MeterRegistry meters) {
    if (provider.isStripe()
        && !settings.secret().stream().allMatch(WebhookConfiguration::isStripes)) {
      throw new BootRefusal(
          "boxoffice.order.webhook.secret is no secret of Stripe: those begin with whsec_");
    }
    return new ReceiveWebhook(new Signatures(settings.secret(), clock), take, meters);
  }

  @Bean
  TakeEvent takeEvent(
      WebhookSettings settings,
      ProviderSettings provider,
      WebhookStore store,
      MeterRegistry meters) {
    var home = new TakeEvent.Home(settings.ownAccount(), isLive(provider.secretKey()));
    return new TakeEvent(store, home, meters);
  }

  @Bean
  MissedEvents missedEvents(
      ProviderEvents events,
      LookStore looks,
      WebhookStore store,
      TakeEvent take,
      LookMeters meters) {
    return new MissedEvents(events, looks, store, take, meters);
  }

  @Bean
  LookMeters lookMeters(LookStore looks, Clock clock, MeterRegistry meters) {
    return new LookMeters(looks, clock, meters);
  }

  @Bean
  LookStore lookStore(WebhookSettings settings, DSLContext sql) {
    return new LookStore(sql, settings.lookInterval());
  }

  @Bean
  WebhookStore webhookStore(DSLContext sql, PaymentNews news, Clock clock) {
    return new WebhookStore(sql, news, clock);
  }

  @Bean
  ParkedWebhooks parkedWebhooks(DSLContext sql, PaymentNews news, AuditLog log, Clock clock) {
    return new ParkedWebhooks(sql, news, log, clock);
  }

  private static boolean isStripes(String secret) {
    return secret.startsWith("whsec_");
  }

  /// As the provider spells its keys.
  private static boolean isLive(String key) {
    return key.startsWith("sk_live_") || key.startsWith("rk_live_");
  }
}
