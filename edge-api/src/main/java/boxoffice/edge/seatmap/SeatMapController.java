package boxoffice.edge.seatmap;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.Fills;
import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.ListSeatMapRowsRequest;
import boxoffice.inventory.v1.SeatMapServiceGrpc.SeatMapServiceBlockingStub;
import boxoffice.inventory.v1.SeatMapServiceGrpc.SeatMapServiceBlockingV2Stub;
import boxoffice.wire.BearerToken;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Halls.
@Refusals("inventory-unavailable")
@RestController
class SeatMapController {
  private static final String EXAMPLE =
      """
      {"name": "Great Hall",
       "categories": [{"name": "GOLD", "color": "#d97706"}],
       "zones": [{"name": "Stalls", "position": {"x": 0, "y": 0}, "rows": [
         {"row_number": "A", "position": {"x": 0, "y": 0}, "seats": [
           {"seat_guid": "72c723f9-4955-5611-9c16-7d35cf645c4e", "seat_number": "12",
            "position": {"x": 0, "y": 0}, "category": "GOLD"}]}]}]}
      """;

  private final SeatMapServiceBlockingStub seatMaps;
  private final SeatMapServiceBlockingV2Stub seatMapUploads;

  SeatMapController(
      SeatMapServiceBlockingStub seatMaps, SeatMapServiceBlockingV2Stub seatMapUploads) {
    this.seatMaps = seatMaps;
    this.seatMapUploads = seatMapUploads;
  }

  /// Imports a plan in the open seating-plan JSON format, 16 MiB at most.
  @Operation(
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = APPLICATION_JSON_VALUE,
                      schema = @Schema(type = "object"),
                      examples = @ExampleObject(EXAMPLE))))
  @PostMapping(
      path = "/v1/seatMaps",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Refusals("not-found")
  ResponseEntity<SeatMapJson> importSeatMap(
      RequestId requestId, @ParameterObject ImportSeatMapJson header, InputStream plan)
      throws IOException {
    var upload = new SeatMapUpload(seatMapUploads.withCallCredentials(BearerToken.ofCaller()));
    var seatMap = SeatMapJson.of(upload.send(header.toProto(requestId), plan));
    return ResponseEntity.created(URI.create("/v1/seatMaps/" + seatMap.seatMapId() + "/rows"))
        .body(seatMap);
  }

  /// Lists a hall's rows with their seats, in the plan's order.
  @GetMapping(path = "/v1/seatMaps/{seatMap}/rows", produces = APPLICATION_JSON_VALUE)
  @Fills(ListSeatMapRowsRequest.class)
  SeatRowsJson listSeatMapRows(
      @PathVariable String seatMap,
      @RequestParam(defaultValue = "0") int pageSize,
      @RequestParam(defaultValue = "") String pageToken) {
    return SeatRowsJson.of(
        seatMaps.listSeatMapRows(
            ListSeatMapRowsRequest.newBuilder()
                .setSeatMapId(seatMap)
                .setPageSize(pageSize)
                .setPageToken(pageToken)
                .build()));
  }
}
