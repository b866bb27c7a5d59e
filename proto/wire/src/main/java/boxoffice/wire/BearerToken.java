package boxoffice.wire;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Sends an access token with each call: a service's own, or with [#ofCaller] the one of the person
/// who calls us, so that the next service verifies it again.
public final class BearerToken extends CallCredentials {
  public static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Supplier<String> token;

  /// @param token asked for each call, off the calling thread; may block
  public BearerToken(Supplier<String> token) {
    this.token = token;
  }

  /// The current caller's token, read now.
  public static BearerToken ofCaller() {
    var token =
        Caller.current()
            .map(Caller::token)
            .orElseThrow(() -> new IllegalStateException("no caller whose token could be sent"));
    return new BearerToken(() -> token);
  }

  @Override
  public void applyRequestMetadata(
      RequestInfo request, Executor executor, MetadataApplier applier) {
    executor.execute(() -> apply(applier));
  }

  private void apply(MetadataApplier applier) {
    try {
      var headers = new Metadata();
      headers.put(AUTHORIZATION, "Bearer " + token.get());
      applier.apply(headers);
    } catch (StatusRuntimeException e) {
      applier.fail(Status.UNAVAILABLE.withDescription("no access token").withCause(e));
    } catch (RuntimeException e) {
      applier.fail(Status.INTERNAL.withDescription("no access token").withCause(e));
    }
  }
}
