package boxoffice.guard.repetition;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/// Tells the caller of a call that went well that it was a [Repetition], in a trailer.
public final class RepetitionInterceptor implements ServerInterceptor {

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var context = Repetition.within(Context.current());
    var telling =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            if (status.isOk() && Repetition.isIn(context)) {
              trailers.put(Repetition.TRAILER, "true");
            }
            super.close(status, trailers);
          }
        };
    return Contexts.interceptCall(context, telling, headers, next);
  }
}
