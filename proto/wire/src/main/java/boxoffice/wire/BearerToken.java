package boxoffice.wire;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Sends an access token with each call: a service's own, or with [#ofCaller] the one of the person
/// who calls us, so that the next service verifies it again.
public final class BearerToken extends CallCredentials {
  public static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final String SCHEME = "Bearer ";

  private final Supplier<String> token;
  private final boolean mayBlock;

  private BearerToken(Supplier<String> token, boolean mayBlock) {
    this.token = token;
    this.mayBlock = mayBlock;
  }

  /// @param token asked for each call, off the calling thread; may block
  public BearerToken(Supplier<String> token) {
    this(token, true);
  }

  /// The current caller's token, read now.
  public static BearerToken ofCaller() {
    var token =
        Caller.current()
            .map(Caller::token)
            .orElseThrow(() -> new IllegalStateException("no caller whose token could be sent"));
    return new BearerToken(() -> token, false);
  }

  /// The token in an `authorization` header (RFC 6750, section 2.1); empty where it is not a bearer
  /// token's. Whether the token is good, the verifier says.
  public static Optional<String> in(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    int from = SCHEME.length();
    while (from < header.length() && header.charAt(from) == ' ') {
      from++;
    }
    var token = header.substring(from).stripTrailing(); // HTTP strips it, gRPC does not
    return token.isEmpty() ? Optional.empty() : Optional.of(token);
  }

  @Override
  public void applyRequestMetadata(
      RequestInfo request, Executor executor, MetadataApplier applier) {
    if (mayBlock) {
      executor.execute(() -> apply(applier));
    } else {
      apply(applier);
    }
  }

  private void apply(MetadataApplier applier) {
    try {
      var headers = new Metadata();
      headers.put(AUTHORIZATION, SCHEME + token.get());
      applier.apply(headers);
    } catch (StatusRuntimeException e) {
      applier.fail(Status.UNAVAILABLE.withDescription("no access token").withCause(e));
    } catch (RuntimeException e) {
      applier.fail(Status.INTERNAL.withDescription("no access token").withCause(e));
    }
  }
}
