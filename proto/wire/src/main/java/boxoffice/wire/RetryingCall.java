package boxoffice.wire;

import io.github.resilience4j.retry.Retry;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One unary call that may become several: keeps the request, and starts another call with it when
/// one failed in a way that may be tried again.
///
/// Guarded by its monitor, because cancellation comes from any thread. An attempt starts inside it:
/// a call that was cancelled cannot be started any more. The listener is called outside it, unless
/// the executor is a direct one and the attempt ends as it starts.
final class RetryingCall<Q, R> extends ClientCall<Q, R> {
  /// What says that nothing happened and depends on the moment, not on the request. It is true of
  /// the last attempt only.
  private static final Set<Status.Code> OF_THE_MOMENT =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.RESOURCE_EXHAUSTED, Status.Code.UNAUTHENTICATED);

  private final Supplier<ClientCall<Q, R>> calls;
  private final @Nullable Deadline deadline;

  /// Where the listener is called: a blocking stub waits for its own.
  private final Executor executor;

  private final Retry.AsyncContext<Object> attempts;
  private final BiPredicate<Status, Metadata> mayRetry;
  private final ScheduledExecutorService scheduler;

  /// Of the call that we serve, if any: a later attempt runs in it too.
  private final Context context = Context.current();

  /// The attempt under way; null before the first and between two.
  private @Nullable ClientCall<Q, R> call;

  private @Nullable Listener<R> listener;
  private @Nullable Metadata headers;
  private @Nullable Q message;
  private boolean cancelled;

  /// How an earlier attempt ended that may have had an effect; null where none did.
  private @Nullable Outcome unknown;

  private record Outcome(Status status, Metadata trailers) {}

  RetryingCall(
      Supplier<ClientCall<Q, R>> calls,
      CallOptions options,
      Retry.AsyncContext<Object> attempts,
      BiPredicate<Status, Metadata> mayRetry,
      ScheduledExecutorService scheduler) {
    this.calls = calls;
    this.deadline = options.getDeadline();
    var own = options.getExecutor();
    this.executor = own == null ? Runnable::run : own;
    this.attempts = attempts;
    this.mayRetry = mayRetry;
    this.scheduler = scheduler;
  }

  @Override
  public synchronized void start(Listener<R> listener, Metadata headers) {
    this.listener = listener;
    this.headers = headers;
  }

  @Override
  public void request(int messages) {} // each attempt asks for its one message itself

  @Override
  public synchronized void sendMessage(Q message) {
    this.message = message;
  }

  @Override
  public void halfClose() {
    attempt();
  }

  @Override
  public void cancel(@Nullable String text, @Nullable Throwable cause) {
    ClientCall<Q, R> current;
    Listener<R> waiting;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      current = call;
      waiting = current == null ? listener : null;
    }
    if (current != null) {
      current.cancel(text, cause);
    }
    if (waiting != null) {
      var ended = Status.CANCELLED.withDescription(text).withCause(cause);
      executor.execute(() -> waiting.onClose(ended, new Metadata()));
    }
  }

  /// Inside the monitor, so that a cancellation meets an attempt before or after, and not in
  /// between.
  private synchronized void attempt() {
    if (cancelled || listener == null || headers == null || message == null) {
      return;
    }
    var next = calls.get();
    call = next;
    var attemptHeaders = new Metadata();
    attemptHeaders.merge(headers);
    next.start(new AttemptListener(), attemptHeaders);
    if (cancelled) {
      return; // while it started, by this very thread
    }
    next.request(2); // one more than a unary answer has, as gRPC's own stubs do
    next.sendMessage(message);
    next.halfClose();
  }

  /// @return whether another attempt will follow
  private boolean retryLater(Status status, Metadata trailers) {
    if (!mayRetry.test(status, trailers)) {
      return false;
    }
    var waitMillis = attempts.onError(status.asRuntimeException());
    if (waitMillis < 0 || isPast(waitMillis)) {
      return false;
    }
    synchronized (this) {
      if (cancelled) {
        return false;
      }
      call = null;
      if (ErrorStatus.info(status, trailers).isEmpty()) {
        unknown = new Outcome(status, trailers);
      }
    }
    try {
      var _ = scheduler.schedule(context.wrap(this::attempt), waitMillis, TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException e) {
      return false; // shutting down
    }
  }

  private boolean isPast(long waitMillis) {
    return deadline != null && deadline.timeRemaining(TimeUnit.MILLISECONDS) <= waitMillis;
  }

  private final class AttemptListener extends Listener<R> {
    private @Nullable R answer;
    private Metadata answerHeaders = new Metadata();

    @Override
    public void onHeaders(Metadata headers) {
      answerHeaders = headers;
    }

    @Override
    public void onMessage(R message) {
      answer = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (!status.isOk() && retryLater(status, trailers)) {
        return;
      }
      Listener<R> target;
      @Nullable Outcome earlier;
      synchronized (RetryingCall.this) {
        target = listener;
        earlier = unknown;
      }
      if (target == null) {
        return;
      }
      if (earlier != null && OF_THE_MOMENT.contains(status.getCode())) {
        target.onClose(earlier.status(), earlier.trailers());
        return;
      }
      if (status.isOk()) {
        attempts.onComplete();
        target.onHeaders(answerHeaders);
        if (answer != null) {
          target.onMessage(answer);
        }
      }
      target.onClose(status, trailers);
    }
  }
}
