package boxoffice.guard;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/// The boundary: what the interceptors inside it and the handler throw becomes the call's status,
/// and after that the handler hears no more messages. The one place that catches everything.
final class FailureInterceptor implements ServerInterceptor {
  private final Failures failures;

  FailureInterceptor(Failures failures) {
    this.failures = failures;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var method = call.getMethodDescriptor().getFullMethodName();
    var once = new OnceClosedCall<>(call, failure -> failures.status(failure, method));
    try {
      return new Boundary<>(next.startCall(once, headers), once);
    } catch (RuntimeException e) {
      once.fail(e);
      return new ServerCall.Listener<>() {};
    }
  }

  /// Calls of one listener never overlap, so its state needs no lock.
  private static final class Boundary<Q> extends SimpleForwardingServerCallListener<Q> {
    private final OnceClosedCall<Q, ?> call;
    private boolean failed;

    Boundary(ServerCall.Listener<Q> delegate, OnceClosedCall<Q, ?> call) {
      super(delegate);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      run(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      run(super::onHalfClose);
    }

    @Override
    public void onReady() {
      run(super::onReady);
    }

    private void run(Runnable step) {
      if (failed) {
        return;
      }
      try {
        step.run();
      } catch (RuntimeException e) {
        failed = true;
        call.fail(e);
      }
    }
  }
}
