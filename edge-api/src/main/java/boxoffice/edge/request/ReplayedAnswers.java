package boxoffice.edge.request;

import boxoffice.guard.repetition.Repetition;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Adds `Idempotent-Replayed: true` to the answer of a request whose call found what an earlier one
/// with the same key had made. Controllers wait for their calls, so nobody else touches the answer
/// meanwhile.
public final class ReplayedAnswers implements ClientInterceptor {
  public static final String HEADER = "Idempotent-Replayed";

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    var call = next.newCall(method, options);
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes served
            && served.getResponse() != null
        ? telling(call, served.getResponse())
        : call;
  }

  private static <Q, R> ClientCall<Q, R> telling(
      ClientCall<Q, R> call, HttpServletResponse response) {
    return new SimpleForwardingClientCall<>(call) {
      @Override
      public void start(Listener<R> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                if (status.isOk() && trailers.containsKey(Repetition.TRAILER)) {
                  response.setHeader(HEADER, "true");
                }
                super.onClose(status, trailers);
              }
            },
            headers);
      }
    };
  }
}
