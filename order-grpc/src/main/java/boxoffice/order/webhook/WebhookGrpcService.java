package boxoffice.order.webhook;

import boxoffice.order.v1.ReceiveWebhookRequest;
import boxoffice.order.v1.ReceiveWebhookResponse;
import boxoffice.order.v1.WebhookNotAuthentic;
import boxoffice.order.v1.WebhookServiceGrpc.WebhookServiceImplBase;
import boxoffice.order.v1.WebhookTaken;
import io.grpc.stub.StreamObserver;

/// The face of webhooks on the wire.
final class WebhookGrpcService extends WebhookServiceImplBase {
  private final ReceiveWebhook receiveWebhook;

  WebhookGrpcService(ReceiveWebhook receiveWebhook) {
    this.receiveWebhook = receiveWebhook;
  }

  @Override
  public void receiveWebhook(
      ReceiveWebhookRequest request, StreamObserver<ReceiveWebhookResponse> observer) {
    var result = receiveWebhook.receive(request.getPayload().toByteArray(), request.getSignature());
    var response = ReceiveWebhookResponse.newBuilder();
    observer.onNext(
        switch (result) {
          case ReceiveWebhook.Result.Taken _ ->
              response.setTaken(WebhookTaken.getDefaultInstance()).build();
          case ReceiveWebhook.Result.NotAuthentic _ ->
              response.setNotAuthentic(WebhookNotAuthentic.getDefaultInstance()).build();
        });
    observer.onCompleted();
  }
}
