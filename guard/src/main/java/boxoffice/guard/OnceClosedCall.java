package boxoffice.guard;

import boxoffice.wire.ErrorStatus;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.function.Function;

/// A call that is closed at most once, by whoever comes first: the handler, the boundary that
/// caught a failure, or the end of its time. What comes after goes nowhere.
///
/// Guarded by its monitor, because time ends a call from another thread.
final class OnceClosedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
  private final Function<Throwable, StatusException> statuses;
  private boolean closed;

  OnceClosedCall(ServerCall<Q, R> call, Function<Throwable, StatusException> statuses) {
    super(call);
    this.statuses = statuses;
  }

  @Override
  public synchronized void sendHeaders(Metadata headers) {
    if (!closed) {
      super.sendHeaders(headers);
    }
  }

  @Override
  public synchronized void sendMessage(R message) {
    if (!closed) {
      super.sendMessage(message);
    }
  }

  /// A handler that hands a failure to its observer means the same as one that throws it.
  @Override
  public void close(Status status, Metadata trailers) {
    if (!status.isOk() && ErrorStatus.info(status, trailers).isEmpty()) {
      if (status.getCause() != null) {
        fail(status.getCause());
        return;
      }
      if (status.getCode() == Status.Code.UNKNOWN) {
        fail(status.asRuntimeException(trailers));
        return;
      }
    }
    closeOnce(status, trailers);
  }

  void fail(Throwable failure) {
    var answer = statuses.apply(failure);
    var trailers = answer.getTrailers();
    closeOnce(answer.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  private synchronized void closeOnce(Status status, Metadata trailers) {
    if (!closed) {
      closed = true;
      super.close(status, trailers);
    }
  }
}
