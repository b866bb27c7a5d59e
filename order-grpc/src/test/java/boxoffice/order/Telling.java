package boxoffice.order;

import boxoffice.order.v1.ReceiveWebhookRequest;
import boxoffice.order.v1.ReceiveWebhookResponse.OutcomeCase;
import boxoffice.order.v1.WebhookServiceGrpc;
import boxoffice.parts.provider.Event;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.parts.provider.Signature;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Tells order-grpc what the provider would by webhook: one event at a time, whenever a test wants.
record Telling(PaymentProvider provider, Channel channel) {

  OutcomeCase deliver(String json, Signature signature) {
    return send(ByteString.copyFromUtf8(json), signed(signature, json));
  }

  OutcomeCase deliver(Event event) {
    return deliver(event.json(), Signature.RIGHT);
  }

  static String signed(Signature signature, String json) {
    return signature.header(RunningOrderGrpc.WEBHOOK_SECRET, Instant.now(), json).orElse("");
  }

  OutcomeCase send(ByteString payload, String signature) {
    return WebhookServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .receiveWebhook(
            ReceiveWebhookRequest.newBuilder().setPayload(payload).setSignature(signature).build())
        .getOutcomeCase();
  }

  Event eventOf(String orderId, String type) {
    return eventsOf(orderId).stream()
        .filter(event -> event.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /// The newest first.
  List<Event> eventsOf(String orderId) {
    return provider.webhooks().events().stream()
        .filter(event -> orderId.equals(event.order()))
        .toList();
  }
}
