package boxoffice.edge.performance;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.Fills;
import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.ListPopularPerformancesRequest;
import boxoffice.inventory.v1.PerformanceServiceGrpc.PerformanceServiceBlockingStub;
import boxoffice.inventory.v1.PopularityServiceGrpc.PopularityServiceBlockingStub;
import boxoffice.wire.BearerToken;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Performances.
@Refusals("inventory-unavailable")
@RestController
class PerformanceController {
  /// Kept by anybody, and used only after asking whether it is still so.
  private static final CacheControl REVALIDATED = CacheControl.noCache().cachePublic();

  private static final int LONGEST_VERSION = 100;

  private final PerformanceServiceBlockingStub performances;
  private final PopularityServiceBlockingStub popularity;

  PerformanceController(
      PerformanceServiceBlockingStub performances, PopularityServiceBlockingStub popularity) {
    this.performances = performances;
    this.popularity = popularity;
  }

  /// Makes a performance of an event in a hall.
  @PostMapping(
      path = "/v1/performances",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Refusals("not-found")
  ResponseEntity<PerformanceJson> createPerformance(
      RequestId requestId, @RequestBody CreatePerformanceJson body) {
    var response =
        performances
            .withCallCredentials(BearerToken.ofCaller())
            .createPerformance(body.toProto(requestId));
    var performance = PerformanceJson.of(response.getPerformance());
    return ResponseEntity.created(URI.create("/v1/performances/" + performance.performanceId()))
        .body(performance);
  }

  /// Lists the performances that buyers see, the soonest first.
  @GetMapping(path = "/v1/performances", produces = APPLICATION_JSON_VALUE)
  PerformancesJson listPerformances(@ParameterObject ListPerformancesJson question) {
    return PerformancesJson.of(performances.listPerformances(question.toProto()));
  }

  /// Lists what buyers look at and buy most, the most popular first.
  @GetMapping(path = "/v1/popularPerformances", produces = APPLICATION_JSON_VALUE)
  @Fills(ListPopularPerformancesRequest.class)
  PopularPerformancesJson listPopularPerformances(@RequestParam(defaultValue = "0") int pageSize) {
    return PopularPerformancesJson.of(
        popularity.listPopularPerformances(
            ListPopularPerformancesRequest.newBuilder().setPageSize(pageSize).build()));
  }

  /// Shows a performance to anybody.
  @GetMapping(path = "/v1/performances/{performance}", produces = APPLICATION_JSON_VALUE)
  @Fills(GetPerformanceRequest.class)
  PerformanceJson readPerformance(@PathVariable String performance) {
    var request = GetPerformanceRequest.newBuilder().setPerformanceId(performance).build();
    return PerformanceJson.of(performances.getPerformance(request).getPerformance());
  }

  /// Shows which seats are free, as of some hundred milliseconds ago at most: after a `409` leave
  /// out the seats that it names.
  ///
  /// A reader who sends back the ETag of what it has gets 304 while nothing changed.
  ///
  /// @param compact for big halls: the seats that are taken as runs or bits
  @ApiResponse(
      responseCode = "200",
      description = "as it is now",
      useReturnTypeSchema = true,
      headers = @Header(name = "ETag", schema = @Schema(type = "string")))
  @ApiResponse(
      responseCode = "304",
      description = "still what the reader has",
      content = @Content,
      headers = @Header(name = "ETag", schema = @Schema(type = "string")))
  @GetMapping(
      path = "/v1/performances/{performance}/availability",
      produces = APPLICATION_JSON_VALUE)
  @Fills(GetAvailabilityRequest.class)
  ResponseEntity<AvailabilityJson> readAvailability(
      @PathVariable String performance,
      @RequestParam(defaultValue = "false") boolean compact,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, defaultValue = "") String known) {
    var request =
        GetAvailabilityRequest.newBuilder()
            .setPerformanceId(performance)
            .setKnownVersion(version(known))
            .build();
    var response = performances.getAvailability(request);
    return switch (response.getOutcomeCase()) {
      case AVAILABILITY -> {
        var now = response.getAvailability();
        yield ResponseEntity.ok()
            .eTag(now.getVersion())
            .cacheControl(REVALIDATED)
            .body(compact ? AvailabilityJson.compact(now) : AvailabilityJson.of(now));
      }
      case UNCHANGED ->
          ResponseEntity.status(HttpStatus.NOT_MODIFIED)
              .eTag(version(known))
              .cacheControl(REVALIDATED)
              .build();
      case OUTCOME_NOT_SET ->
          throw new IllegalStateException("GetAvailability answered without an outcome");
    };
  }

  /// What the caller has, where it has one thing only; of several, the answer is compared with each
  /// on its way out.
  private static String version(String known) {
    var tags = ETag.parse(known);
    return tags.size() == 1 && tags.getFirst().tag().length() <= LONGEST_VERSION
        ? tags.getFirst().tag()
        : "";
  }
}
