package boxoffice.guard.observe;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/// Says the [RequestId] on to the peer that is called for the request.
final class RequestIdClientInterceptor implements ClientInterceptor {
  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    var id = RequestId.current();
    var call = next.newCall(method, options);
    return id == null
        ? call
        : new SimpleForwardingClientCall<>(call) {
          @Override
          public void start(Listener<R> listener, Metadata headers) {
            headers.put(RequestId.HEADER, id);
            super.start(listener, headers);
          }
        };
  }
}
