package boxoffice.load.floor;

import boxoffice.access.v1.PingRequest;
import boxoffice.access.v1.PingServiceGrpc;
import boxoffice.access.v1.PingServiceGrpc.PingServiceBlockingStub;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Gives the answer of the empty call after it has asked a server behind, and does nothing else: no
/// token, no limit, no deadline, no retry. The least that any edge before a service can cost.
@RestController
class BareHopController {
  static final String PATH = "/v1/hop";
  static final String PEER = "bare.peer";

  private final PingServiceBlockingStub peer;

  BareHopController(@Value("${" + PEER + "}") String peer) {
    this.peer =
        PingServiceGrpc.newBlockingStub(
            NettyChannelBuilder.forTarget(peer)
                .usePlaintext()
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build());
  }

  @GetMapping(PATH)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void ping() {
    var _ = peer.ping(PingRequest.getDefaultInstance());
  }
}
