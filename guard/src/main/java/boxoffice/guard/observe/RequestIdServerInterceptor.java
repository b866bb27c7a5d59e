package boxoffice.guard.observe;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.function.Supplier;

/// Has all that is done for a call carry the [RequestId] that its caller sent, or a new one.
public final class RequestIdServerInterceptor implements ServerInterceptor {
  private final Supplier<String> ids;

  /// @param ids for calls that come without one
  public RequestIdServerInterceptor(Supplier<String> ids) {
    this.ids = ids;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var sent = RequestId.sent(headers);
    var id = sent == null ? ids.get() : sent;
    try (var _ = RequestId.during(id)) {
      return new Named<>(next.startCall(call, headers), id);
    }
  }

  private static final class Named<Q> extends SimpleForwardingServerCallListener<Q> {
    private final String id;

    Named(ServerCall.Listener<Q> delegate, String id) {
      super(delegate);
      this.id = id;
    }

    @Override
    public void onMessage(Q message) {
      try (var _ = RequestId.during(id)) {
        super.onMessage(message);
      }
    }

    @Override
    public void onHalfClose() {
      try (var _ = RequestId.during(id)) {
        super.onHalfClose();
      }
    }

    @Override
    public void onReady() {
      try (var _ = RequestId.during(id)) {
        super.onReady();
      }
    }

    @Override
    public void onCancel() {
      try (var _ = RequestId.during(id)) {
        super.onCancel();
      }
    }

    @Override
    public void onComplete() {
      try (var _ = RequestId.during(id)) {
        super.onComplete();
      }
    }
  }
}
