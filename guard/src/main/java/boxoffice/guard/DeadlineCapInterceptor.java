package boxoffice.guard;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Gives a call that comes without a deadline, or with a very late one, the longest that we allow:
/// then its context is cancelled and its caller hears that the outcome is unknown. gRPC's own
/// services are left alone, because watching a health status takes as long as it takes.
final class DeadlineCapInterceptor implements ServerInterceptor {
  private final GuardSettings settings;
  private final ScheduledExecutorService scheduler;

  DeadlineCapInterceptor(GuardSettings settings, ScheduledExecutorService scheduler) {
    this.settings = settings;
    this.scheduler = scheduler;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var most = settings.maxDeadline(call.getMethodDescriptor().getFullMethodName());
    var deadline = Context.current().getDeadline();
    var isSoon = deadline != null && deadline.timeRemaining(TimeUnit.NANOSECONDS) <= most.toNanos();
    if (isSoon || OwnMethods.isOfGrpc(call.getMethodDescriptor())) {
      return next.startCall(call, headers);
    }
    var context =
        Context.current().withDeadlineAfter(most.toNanos(), TimeUnit.NANOSECONDS, scheduler);
    context.addListener(ended -> closeWhenLate(ended, call), Runnable::run);
    return new Ending<>(Contexts.interceptCall(context, call, headers, next), context);
  }

  private static void closeWhenLate(Context context, ServerCall<?, ?> call) {
    if (context.cancellationCause() instanceof TimeoutException) {
      var late = new WireException(ErrorReason.OUTCOME_UNKNOWN, "the longest time is over");
      call.close(Status.DEADLINE_EXCEEDED.withCause(late), new Metadata());
    }
  }

  /// Ends the context with the call, so that its timer does not outlive it.
  private static final class Ending<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Context.CancellableContext context;

    Ending(ServerCall.Listener<Q> delegate, Context.CancellableContext context) {
      super(delegate);
      this.context = context;
    }

    @Override
    public void onComplete() {
      super.onComplete();
      context.cancel(null);
    }

    @Override
    public void onCancel() {
      super.onCancel();
      context.cancel(new StatusRuntimeException(Status.CANCELLED));
    }
  }
}
