package boxoffice.edge.seatmap;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.ListSeatMapRowsRequest;
import boxoffice.inventory.v1.SeatMapServiceGrpc.SeatMapServiceBlockingStub;
import boxoffice.inventory.v1.SeatMapServiceGrpc.SeatMapServiceBlockingV2Stub;
import boxoffice.wire.BearerToken;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Halls.
@RestController
class SeatMapController {
  private final SeatMapServiceBlockingStub seatMaps;
  private final SeatMapServiceBlockingV2Stub seatMapUploads;

  SeatMapController(
      SeatMapServiceBlockingStub seatMaps, SeatMapServiceBlockingV2Stub seatMapUploads) {
    this.seatMaps = seatMaps;
    this.seatMapUploads = seatMapUploads;
  }

  @Operation(
      summary = "Imports a plan in the open seating-plan JSON format, 16 MiB at most",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(mediaType = APPLICATION_JSON_VALUE, schema = @Schema(type = "object"))))
  @PostMapping(
      path = "/v1/seatMaps",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  ResponseEntity<SeatMapJson> importPlan(
      RequestId requestId, @ParameterObject ImportSeatMapJson header, InputStream plan)
      throws IOException {
    var upload = new SeatMapUpload(seatMapUploads.withCallCredentials(BearerToken.ofCaller()));
    var seatMap = SeatMapJson.of(upload.send(header.toProto(requestId), plan));
    return ResponseEntity.created(URI.create("/v1/seatMaps/" + seatMap.seatMapId() + "/rows"))
        .body(seatMap);
  }

  @GetMapping(path = "/v1/seatMaps/{seatMap}/rows", produces = APPLICATION_JSON_VALUE)
  SeatRowsJson listRows(
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
