package boxoffice.guard;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

/// Makes outgoing calls outside the context of the call that we serve, and cancels them with it.
///
/// The call that finds a channel without a connection also starts the channel's health watch, in
/// its own context: when that call ended, the watch was cancelled with it, and the peer looked
/// unhealthy to everybody.
final class DetachedInterceptor implements ClientInterceptor {

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    var serving = Context.current();
    return new SimpleForwardingClientCall<>(newCall(method, options, next)) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        Context.CancellationListener ended =
            context -> cancel("the call that we serve has ended", context.cancellationCause());
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                serving.removeListener(ended);
                super.onClose(status, trailers);
              }
            },
            headers);
        serving.addListener(ended, Runnable::run);
      }
    };
  }

  private static <Q, R> ClientCall<Q, R> newCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    var serving = Context.ROOT.attach();
    try {
      return next.newCall(method, options);
    } finally {
      Context.ROOT.detach(serving);
    }
  }
}
