package boxoffice.edge.webhook;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.order.v1.ReceiveWebhookRequest;
import boxoffice.order.v1.WebhookServiceGrpc.WebhookServiceBlockingStub;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Events of the payment provider. 200 means stored; anything else makes the provider send it
/// again.
@RestController
class WebhookController {
  private static final String SIGNATURE = "Stripe-Signature";
  private static final int MOST_SIGNATURE = 4096;

  private static final String EXAMPLE =
      """
      {"id": "evt_1", "object": "event", "type": "payment_intent.succeeded",
       "data": {"object": {"id": "pi_1", "object": "payment_intent"}}}
      """;

  private final WebhookServiceBlockingStub webhooks;

  WebhookController(WebhookServiceBlockingStub webhooks) {
    this.webhooks = webhooks;
  }

  /// Takes an event of the payment provider; its form is theirs.
  @Operation(
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = APPLICATION_JSON_VALUE,
                      schema = @Schema(type = "object"),
                      examples = @ExampleObject(EXAMPLE))))
  @ApiResponse(
      responseCode = "200",
      description = "taken: it need not be sent again",
      content = @Content(schema = @Schema(hidden = true)))
  @PostMapping(
      path = "/v1/webhooks/stripe",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  ResponseEntity<Object> receiveWebhook(
      @Parameter(schema = @Schema(maxLength = MOST_SIGNATURE))
          @RequestHeader(name = SIGNATURE, defaultValue = "")
          String signature,
      @RequestBody byte[] payload) {
    if (signature.length() > MOST_SIGNATURE) {
      throw WireException.invalidField(SIGNATURE, "too long");
    }
    var request =
        ReceiveWebhookRequest.newBuilder()
            .setPayload(ByteString.copyFrom(payload))
            .setSignature(signature)
            .build();
    var response = webhooks.receiveWebhook(request);
    return switch (response.getOutcomeCase()) {
      case TAKEN -> ResponseEntity.ok().build();
      case NOT_AUTHENTIC ->
          throw new WireException(
              ErrorReason.VALIDATION_FAILED,
              "the signature is not right, or not of now",
              Map.of("field", SIGNATURE));
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("ReceiveWebhook answered without an outcome");
    };
  }
}
