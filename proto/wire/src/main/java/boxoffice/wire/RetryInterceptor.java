package boxoffice.wire;

import io.github.resilience4j.retry.Retry;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/// Tries a unary call again that failed with UNAVAILABLE, because every unary RPC of ours is either
/// a read or keyed by its `request_id`. The only layer that retries.
///
/// How often and after what wait is the [Retry]'s; never past the call's deadline, never where the
/// peer's reason says that it is of no use, and never more than a tenth of the calls on top (a
/// budget that successes refill).
public final class RetryInterceptor implements ClientInterceptor {
  private static final int BUDGET_MAX = 100;
  private static final int RETRY_COST = 10;

  private final Retry retry;
  private final ScheduledExecutorService scheduler;

  /// In tenths of a retry: each call adds one, each retry takes ten.
  private final AtomicInteger budget = new AtomicInteger(BUDGET_MAX);

  public RetryInterceptor(Retry retry, ScheduledExecutorService scheduler) {
    this.retry = retry;
    this.scheduler = scheduler;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    if (method.getType() != MethodType.UNARY) {
      return next.newCall(method, options);
    }
    budget.updateAndGet(tenths -> Math.min(BUDGET_MAX, tenths + 1));
    return new RetryingCall<>(
        () -> next.newCall(method, options),
        options,
        retry.asyncContext(),
        this::maySpend,
        scheduler);
  }

  private boolean maySpend(Status status, Metadata trailers) {
    return status.getCode() == Status.Code.UNAVAILABLE
        && (ErrorStatus.info(status, trailers).isEmpty() || isAdvised(status, trailers))
        && takeFromBudget();
  }

  private static boolean isAdvised(Status status, Metadata trailers) {
    return ErrorStatus.reason(status, trailers).filter(ErrorReason::retryable).isPresent();
  }

  private boolean takeFromBudget() {
    return budget.getAndUpdate(tenths -> tenths >= RETRY_COST ? tenths - RETRY_COST : tenths)
        >= RETRY_COST;
  }
}
