package boxoffice.edge.peer;

import boxoffice.edge.request.ReplayedAnswers;
import boxoffice.guard.Channels;
import boxoffice.guard.TokenVerifier;
import boxoffice.guard.client.RemoteUserConfiguration;
import boxoffice.inventory.v1.EventServiceGrpc;
import boxoffice.inventory.v1.EventServiceGrpc.EventServiceBlockingStub;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.HoldServiceGrpc.HoldServiceBlockingStub;
import boxoffice.inventory.v1.OrganisationServiceGrpc;
import boxoffice.inventory.v1.OrganisationServiceGrpc.OrganisationServiceBlockingStub;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.PerformanceServiceGrpc.PerformanceServiceBlockingStub;
import boxoffice.inventory.v1.PopularityServiceGrpc;
import boxoffice.inventory.v1.PopularityServiceGrpc.PopularityServiceBlockingStub;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.inventory.v1.SeatMapServiceGrpc.SeatMapServiceBlockingStub;
import boxoffice.inventory.v1.SeatMapServiceGrpc.SeatMapServiceBlockingV2Stub;
import boxoffice.inventory.v1.VenueServiceGrpc;
import boxoffice.inventory.v1.VenueServiceGrpc.VenueServiceBlockingStub;
import boxoffice.order.v1.AttendeeServiceGrpc;
import boxoffice.order.v1.AttendeeServiceGrpc.AttendeeServiceBlockingStub;
import boxoffice.order.v1.MoneyReportServiceGrpc;
import boxoffice.order.v1.MoneyReportServiceGrpc.MoneyReportServiceBlockingStub;
import boxoffice.order.v1.OrderServiceGrpc;
import boxoffice.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import boxoffice.order.v1.PerformanceCancellationServiceGrpc;
import boxoffice.order.v1.PerformanceCancellationServiceGrpc.PerformanceCancellationServiceBlockingStub;
import boxoffice.order.v1.ReceiptServiceGrpc;
import boxoffice.order.v1.ReceiptServiceGrpc.ReceiptServiceBlockingStub;
import boxoffice.order.v1.SaleServiceGrpc;
import boxoffice.order.v1.SaleServiceGrpc.SaleServiceBlockingStub;
import boxoffice.order.v1.TicketServiceGrpc;
import boxoffice.order.v1.TicketServiceGrpc.TicketServiceBlockingStub;
import boxoffice.order.v1.WebhookServiceGrpc;
import boxoffice.order.v1.WebhookServiceGrpc.WebhookServiceBlockingStub;
import boxoffice.user.v1.AccountServiceGrpc;
import boxoffice.user.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import boxoffice.user.v1.SessionServiceGrpc;
import boxoffice.user.v1.SessionServiceGrpc.SessionServiceBlockingStub;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.user.v1.SigningKeyServiceGrpc.SigningKeyServiceBlockingStub;
import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// A channel for each service behind, and the stubs that the controllers call. The stubs carry no
/// token: a controller adds the caller's.
@Configuration(proxyBeanMethods = false)
@Import(RemoteUserConfiguration.class)
class PeersConfiguration {

  @Bean
  Channel userChannel(@Qualifier("user") Channel channel) {
    return telling(channel);
  }

  @Bean
  Channel inventoryChannel(Channels channels) {
    return telling(channels.open("inventory", ErrorReason.INVENTORY_UNAVAILABLE));
  }

  @Bean
  Channel orderChannel(Channels channels) {
    return telling(channels.open("order", ErrorReason.SERVICE_UNAVAILABLE));
  }

  private static Channel telling(Channel channel) {
    return ClientInterceptors.intercept(channel, new ReplayedAnswers());
  }

  @Bean
  Function<String, Caller> callers(TokenVerifier tokens) {
    return tokens::verify;
  }

  @Bean
  AccountServiceBlockingStub accounts(@Qualifier("userChannel") Channel channel) {
    return AccountServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  SessionServiceBlockingStub sessions(@Qualifier("userChannel") Channel channel) {
    return SessionServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  SigningKeyServiceBlockingStub keys(@Qualifier("userChannel") Channel channel) {
    return SigningKeyServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  SeatMapServiceBlockingStub seatMaps(@Qualifier("inventoryChannel") Channel channel) {
    return SeatMapServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  SeatMapServiceBlockingV2Stub seatMapUploads(@Qualifier("inventoryChannel") Channel channel) {
    return SeatMapServiceGrpc.newBlockingV2Stub(channel);
  }

  @Bean
  PerformanceServiceBlockingStub performances(@Qualifier("inventoryChannel") Channel channel) {
    return PerformanceServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  OrganisationServiceBlockingStub organisations(@Qualifier("inventoryChannel") Channel channel) {
    return OrganisationServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  VenueServiceBlockingStub venues(@Qualifier("inventoryChannel") Channel channel) {
    return VenueServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  EventServiceBlockingStub events(@Qualifier("inventoryChannel") Channel channel) {
    return EventServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  PopularityServiceBlockingStub popularity(@Qualifier("inventoryChannel") Channel channel) {
    return PopularityServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  HoldServiceBlockingStub holds(@Qualifier("inventoryChannel") Channel channel) {
    return HoldServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  OrderServiceBlockingStub orders(@Qualifier("orderChannel") Channel channel) {
    return OrderServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  ReceiptServiceBlockingStub receipts(@Qualifier("orderChannel") Channel channel) {
    return ReceiptServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  PerformanceCancellationServiceBlockingStub performanceCancellations(
      @Qualifier("orderChannel") Channel channel) {
    return PerformanceCancellationServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  SaleServiceBlockingStub sales(@Qualifier("orderChannel") Channel channel) {
    return SaleServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  AttendeeServiceBlockingStub attendees(@Qualifier("orderChannel") Channel channel) {
    return AttendeeServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  MoneyReportServiceBlockingStub moneyReports(@Qualifier("orderChannel") Channel channel) {
    return MoneyReportServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  TicketServiceBlockingStub tickets(@Qualifier("orderChannel") Channel channel) {
    return TicketServiceGrpc.newBlockingStub(channel);
  }

  @Bean
  WebhookServiceBlockingStub webhooks(@Qualifier("orderChannel") Channel channel) {
    return WebhookServiceGrpc.newBlockingStub(channel);
  }
}
