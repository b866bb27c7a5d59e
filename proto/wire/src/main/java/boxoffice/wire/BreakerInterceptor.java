package boxoffice.wire;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One circuit breaker for a channel. While it is open a call fails at once with `whenOpen`, and
/// nothing is sent.
///
/// Failures are what a sick peer answers: UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, UNKNOWN. A peer
/// that refuses is healthy, and so is one that says that a dependency of its own is away, or that
/// it sheds what is too much: its channel must stay open for everything else. A call that we
/// cancelled says nothing.
public final class BreakerInterceptor implements ClientInterceptor {
  private static final Set<Status.Code> FAILURES =
      Set.of(
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.INTERNAL,
          Status.Code.UNKNOWN);

  private final CircuitBreaker breaker;
  private final ErrorReason whenOpen;

  public BreakerInterceptor(CircuitBreaker breaker, ErrorReason whenOpen) {
    this.breaker = breaker;
    this.whenOpen = whenOpen;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    if (!breaker.tryAcquirePermission()) {
      return new RefusedCall<>(refusal(), options.getExecutor());
    }
    var start = breaker.getCurrentTimestamp();
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(recording(listener, start), headers);
      }
    };
  }

  private <R> ClientCall.Listener<R> recording(ClientCall.Listener<R> listener, long start) {
    return new SimpleForwardingClientCallListener<>(listener) {
      @Override
      public void onClose(Status status, Metadata trailers) {
        record(status, trailers, breaker.getCurrentTimestamp() - start);
        super.onClose(status, trailers);
      }
    };
  }

  private void record(Status status, Metadata trailers, long elapsed) {
    if (status.getCode() == Status.Code.CANCELLED) {
      breaker.releasePermission();
    } else if (isFailure(status, trailers)) {
      breaker.onError(elapsed, breaker.getTimestampUnit(), status.asRuntimeException());
    } else {
      breaker.onSuccess(elapsed, breaker.getTimestampUnit());
    }
  }

  private static boolean isFailure(Status status, @Nullable Metadata trailers) {
    return FAILURES.contains(status.getCode())
        && ErrorStatus.reason(status, trailers)
            .filter(reason -> reason.statusCode() == Status.Code.UNAVAILABLE)
            .isEmpty();
  }

  private StatusException refusal() {
    return ErrorStatus.of(
        whenOpen,
        breaker.getName() + " is unavailable",
        Map.of("retry_after_seconds", Long.toString(waitSeconds())));
  }

  private long waitSeconds() {
    var wait = breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1);
    return Math.max(1, TimeUnit.MILLISECONDS.toSeconds(wait));
  }

  /// A call that is over when it starts. Says so on the call's own executor: a blocking stub waits
  /// for that executor, and a retry starts on another thread than the stub's.
  private static final class RefusedCall<Q, R> extends ClientCall<Q, R> {
    private final StatusException refusal;
    private final Executor executor;

    RefusedCall(StatusException refusal, @Nullable Executor executor) {
      this.refusal = refusal;
      this.executor = executor == null ? Runnable::run : executor;
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
      var trailers = refusal.getTrailers();
      var closing = trailers == null ? new Metadata() : trailers;
      executor.execute(() -> listener.onClose(refusal.getStatus(), closing));
    }

    @Override
    public void request(int messages) {}

    @Override
    public void cancel(@Nullable String text, @Nullable Throwable cause) {}

    @Override
    public void halfClose() {}

    @Override
    public void sendMessage(Q message) {}
  }
}
