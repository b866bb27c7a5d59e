package boxoffice.guard;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// Makes a definite error of one that is definite: a call none of whose attempts ever got a
/// connection (refused, no healthy address, no token) did nothing, and says so with a reason. An
/// attempt that had a connection leaves the outcome open, and its status is not touched.
final class UnsentInterceptor implements ClientInterceptor {
  private static final Set<Status.Code> AWAY =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);

  private final String peer;
  private final ErrorReason whenAway;

  UnsentInterceptor(String peer, ErrorReason whenAway) {
    this.peer = peer;
    this.whenAway = whenAway;
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    var sent = new AtomicBoolean();
    var call = next.newCall(method, options.withStreamTracerFactory(new Notice(sent)));
    return new SimpleForwardingClientCall<>(call) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(telling(listener, sent), headers);
      }
    };
  }

  private <R> ClientCall.Listener<R> telling(ClientCall.Listener<R> listener, AtomicBoolean sent) {
    return new SimpleForwardingClientCallListener<>(listener) {
      @Override
      public void onClose(Status status, Metadata trailers) {
        if (sent.get()
            || !AWAY.contains(status.getCode())
            || ErrorStatus.info(status, trailers).isPresent()) {
          super.onClose(status, trailers);
          return;
        }
        var definite = ErrorStatus.of(whenAway, peer + " is unavailable", Map.of());
        var details = definite.getTrailers();
        super.onClose(definite.getStatus(), details == null ? new Metadata() : details);
      }
    };
  }

  /// Notices that an attempt got a connection.
  private static final class Notice extends ClientStreamTracer.Factory {
    private final AtomicBoolean sent;

    Notice(AtomicBoolean sent) {
      this.sent = sent;
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo info, Metadata headers) {
      return new ClientStreamTracer() {
        @Override
        public void streamCreated(Attributes transport, Metadata sentHeaders) {
          sent.set(true);
        }
      };
    }
  }
}
