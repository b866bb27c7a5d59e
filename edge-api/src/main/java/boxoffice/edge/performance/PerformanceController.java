package boxoffice.edge.performance;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.edge.request.RequestId;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.ListPopularPerformancesRequest;
import boxoffice.inventory.v1.PerformanceServiceGrpc.PerformanceServiceBlockingStub;
import boxoffice.inventory.v1.PopularityServiceGrpc.PopularityServiceBlockingStub;
import boxoffice.wire.BearerToken;
import java.net.URI;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Performances.
@RestController
class PerformanceController {
  private final PerformanceServiceBlockingStub performances;
  private final PopularityServiceBlockingStub popularity;

  PerformanceController(
      PerformanceServiceBlockingStub performances, PopularityServiceBlockingStub popularity) {
    this.performances = performances;
    this.popularity = popularity;
  }

  @PostMapping(
      path = "/v1/performances",
      consumes = APPLICATION_JSON_VALUE,
      produces = APPLICATION_JSON_VALUE)
  ResponseEntity<PerformanceJson> create(
      RequestId requestId, @RequestBody CreatePerformanceJson body) {
    var response =
        performances
            .withCallCredentials(BearerToken.ofCaller())
            .createPerformance(body.toProto(requestId));
    var performance = PerformanceJson.of(response.getPerformance());
    return ResponseEntity.created(URI.create("/v1/performances/" + performance.performanceId()))
        .body(performance);
  }

  @GetMapping(path = "/v1/performances", produces = APPLICATION_JSON_VALUE)
  PerformancesJson list(@ParameterObject ListPerformancesJson question) {
    return PerformancesJson.of(performances.listPerformances(question.toProto()));
  }

  @GetMapping(path = "/v1/popularPerformances", produces = APPLICATION_JSON_VALUE)
  PopularPerformancesJson listPopular(@RequestParam(defaultValue = "0") int pageSize) {
    return PopularPerformancesJson.of(
        popularity.listPopularPerformances(
            ListPopularPerformancesRequest.newBuilder().setPageSize(pageSize).build()));
  }

  @GetMapping(path = "/v1/performances/{performance}", produces = APPLICATION_JSON_VALUE)
  PerformanceJson read(@PathVariable String performance) {
    var request = GetPerformanceRequest.newBuilder().setPerformanceId(performance).build();
    return PerformanceJson.of(performances.getPerformance(request).getPerformance());
  }

  @GetMapping(
      path = "/v1/performances/{performance}/availability",
      produces = APPLICATION_JSON_VALUE)
  AvailabilityJson availability(@PathVariable String performance) {
    var request = GetAvailabilityRequest.newBuilder().setPerformanceId(performance).build();
    return AvailabilityJson.of(performances.getAvailability(request).getAvailability());
  }
}
