package boxoffice.user;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.Map;

/// A channel whose calls are repeated as our clients do: the same again, with the same request id,
/// after an UNAVAILABLE, which any service may answer when a machine is busy and by which nothing
/// happened, until the deadline of the call is over.
public final class Insisting {
  private static final int MOST_TRIES = 100;

  /// What of a call is kept for its repetition: the largest seat plan and a little more.
  private static final long LARGEST_CALL = 20L << 20;

  private static final long ALL_CALLS = 4 * LARGEST_CALL;

  private Insisting() {}

  public static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .enableRetry()
        .maxRetryAttempts(MOST_TRIES)
        .perRpcBufferLimit(LARGEST_CALL)
        .retryBufferSize(ALL_CALLS)
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
