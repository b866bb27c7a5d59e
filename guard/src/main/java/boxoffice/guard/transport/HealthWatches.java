package boxoffice.guard.transport;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthGrpc;
import java.net.InetSocketAddress;

/// Keeps one network address from watching the health of services without bound: a watch needs no
/// token and lasts until its caller ends it. One for each connection is all that anybody needs.
public final class HealthWatches implements ServerInterceptor {
  private static final String WATCH = HealthGrpc.getWatchMethod().getFullMethodName();

  private final PeerCounts watches;

  public HealthWatches(TransportSettings limits) {
    watches = new PeerCounts(limits.connectionsPerPeer());
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (!call.getMethodDescriptor().getFullMethodName().equals(WATCH)
        || !(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
            instanceof InetSocketAddress peer)) {
      return next.startCall(call, headers);
    }
    if (!watches.take(peer.getAddress())) {
      throw new WireException(ErrorReason.RATE_LIMITED, "too many health watches");
    }
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onCancel() {
        watches.release(peer.getAddress());
        super.onCancel();
      }

      @Override
      public void onComplete() {
        watches.release(peer.getAddress());
        super.onComplete();
      }
    };
  }
}
