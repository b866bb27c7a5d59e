package boxoffice.edge.hold;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.ExtendHoldRequest;
import boxoffice.inventory.v1.GetHoldRequest;
import boxoffice.inventory.v1.HoldServiceGrpc.HoldServiceBlockingStub;
import boxoffice.inventory.v1.ListHoldsRequest;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.wire.BearerToken;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Holds.
@Refusals("inventory-unavailable")
@RestController
class HoldController {
  private static final String HOLD = "/v1/performances/{performance}/holds/{hold}";

  private final HoldServiceBlockingStub holds;
  private final HoldProblems problems;

  HoldController(HoldServiceBlockingStub holds, HoldProblems problems) {
    this.holds = holds;
    this.problems = problems;
  }

  /// Keeps seats, places or products for the caller for some minutes: all that is wanted, or
  /// nothing.
  @ApiResponse(
      responseCode = "201",
      description = "held",
      content = @Content(schema = @Schema(implementation = HoldJson.class)))
  @PostMapping(
      path = "/v1/performances/{performance}/holds",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @Refusals({"seat-unavailable", "sold-out", "purchase-limit", "sale-not-open"})
  ResponseEntity<Object> placeHold(
      RequestId requestId, @PathVariable String performance, @RequestBody PlaceHoldJson body) {
    var response = caller().placeHold(body.toProto(requestId, performance));
    return switch (response.getOutcomeCase()) {
      case HELD -> created(HoldJson.of(response.getHeld()));
      case SEATS_UNAVAILABLE -> problems.seatsUnavailable(response.getSeatsUnavailable());
      case PURCHASE_LIMIT -> problems.purchaseLimit(response.getPurchaseLimit());
      case SALE_NOT_OPEN -> problems.saleNotOpen(response.getSaleNotOpen());
      case NOT_ENOUGH -> problems.notEnough(response.getNotEnough());
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("PlaceHold answered without an outcome");
    };
  }

  /// Shows a hold of the caller's.
  @GetMapping(path = HOLD, produces = APPLICATION_JSON_VALUE)
  HoldJson readHold(@PathVariable UUID performance, @PathVariable UUID hold) {
    var request = GetHoldRequest.newBuilder().setName(name(performance, hold)).build();
    return HoldJson.of(caller().getHold(request).getHold());
  }

  /// Lists the caller's holds that are not over.
  @GetMapping(path = "/v1/holds", produces = APPLICATION_JSON_VALUE)
  HoldsJson listHolds() {
    return HoldsJson.of(caller().listHolds(ListHoldsRequest.getDefaultInstance()));
  }

  /// Gives a hold more time, once.
  @ApiResponse(
      responseCode = "200",
      description = "as it is now",
      content = @Content(schema = @Schema(implementation = HoldJson.class)))
  @PostMapping(path = HOLD + ":extend", produces = APPLICATION_JSON_VALUE)
  @Refusals({"hold-expired", "order-state-conflict"})
  ResponseEntity<Object> extendHold(
      RequestId requestId, @PathVariable UUID performance, @PathVariable UUID hold) {
    var request =
        ExtendHoldRequest.newBuilder()
            .setRequestId(requestId.text())
            .setName(name(performance, hold))
            .build();
    var response = caller().extendHold(request);
    return switch (response.getOutcomeCase()) {
      case HOLD -> ResponseEntity.ok(HoldJson.of(response.getHold()));
      case OVER -> problems.over();
      case ORDERED -> problems.ordered();
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("ExtendHold answered without an outcome");
    };
  }

  /// Gives back what a hold keeps.
  @ApiResponse(responseCode = "204", description = "released", content = @Content)
  @DeleteMapping(HOLD)
  @Refusals("order-state-conflict")
  ResponseEntity<Object> releaseHold(
      RequestId requestId, @PathVariable UUID performance, @PathVariable UUID hold) {
    var request =
        ReleaseHoldRequest.newBuilder()
            .setRequestId(requestId.text())
            .setName(name(performance, hold))
            .build();
    var response = caller().releaseHold(request);
    return switch (response.getOutcomeCase()) {
      case RELEASED -> ResponseEntity.noContent().build();
      case ORDERED -> problems.ordered();
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("ReleaseHold answered without an outcome");
    };
  }

  private HoldServiceBlockingStub caller() {
    return holds.withCallCredentials(BearerToken.ofCaller());
  }

  private static ResponseEntity<Object> created(HoldJson hold) {
    return ResponseEntity.created(URI.create("/v1/" + hold.name())).body(hold);
  }

  private static String name(UUID performance, UUID hold) {
    return "performances/" + performance + "/holds/" + hold;
  }
}
