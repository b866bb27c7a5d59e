package boxoffice.order;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.Map;

/// A channel whose calls are repeated as our clients do: the same again, with the same request id,
/// after an UNAVAILABLE, which any service may answer when a machine is busy and by which nothing
/// happened, until the deadline of the call is over.
final class Insisting {
  private static final int MOST_TRIES = 100;

  private Insisting() {}

  static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .enableRetry()
        .maxRetryAttempts(MOST_TRIES)
        .defaultServiceConfig(Map.of("methodConfig", List.of(everyMethod())))
        .disableServiceConfigLookUp()
        .build();
  }

  private static Map<String, Object> everyMethod() {
    return Map.of("name", List.of(Map.of()), "retryPolicy", repeating());
  }

  private static Map<String, Object> repeating() {
    return Map.of(
        "maxAttempts",
        (double) MOST_TRIES,
        "initialBackoff",
        "0.05s",
        "maxBackoff",
        "0.5s",
        "backoffMultiplier",
        1.5,
        "retryableStatusCodes",
        List.of("UNAVAILABLE"));
  }
}
