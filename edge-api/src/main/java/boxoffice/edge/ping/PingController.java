package boxoffice.edge.ping;

import boxoffice.access.v1.PingRequest;
import boxoffice.access.v1.PingServiceGrpc;
import boxoffice.access.v1.PingServiceGrpc.PingServiceBlockingStub;
import boxoffice.wire.BearerToken;
import boxoffice.wire.WireException;
import io.grpc.Channel;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The empty call.
@RestController
class PingController {
  private final Map<String, PingServiceBlockingStub> services;

  PingController(
      @Qualifier("user") Channel user,
      @Qualifier("inventoryChannel") Channel inventory,
      @Qualifier("orderChannel") Channel order) {
    this.services =
        Map.of(
            "user", PingServiceGrpc.newBlockingStub(user),
            "inventory", PingServiceGrpc.newBlockingStub(inventory),
            "order", PingServiceGrpc.newBlockingStub(order));
  }

  /// Does nothing: shows that address and token work, through to a service.
  @GetMapping(path = "/v1/services/{service}:ping")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void pingService(
      @Parameter(schema = @Schema(allowableValues = {"user", "inventory", "order"})) @PathVariable
          String service) {
    var called = services.get(service);
    if (called == null) {
      throw WireException.invalidField("service", "names no service");
    }
    var _ =
        called.withCallCredentials(BearerToken.ofCaller()).ping(PingRequest.getDefaultInstance());
  }
}
