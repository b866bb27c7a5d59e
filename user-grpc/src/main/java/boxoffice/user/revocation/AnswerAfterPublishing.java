package boxoffice.user.revocation;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.stereotype.Component;

/// Holds back the answer of a call that revoked something until Redis knows, from where everybody
/// learns it: else a process that died right after its answer would take the word back. Outside all
/// others, because a refusal may revoke too.
@Component
@GlobalServerInterceptor
@Order(5)
final class AnswerAfterPublishing implements ServerInterceptor {
  private final PublishDenylist publishDenylist;

  AnswerAfterPublishing(PublishDenylist publishDenylist) {
    this.publishDenylist = publishDenylist;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var waiting =
        new SimpleForwardingServerCall<Q, R>(call) {
          @Override
          public void sendMessage(R message) {
            publishDenylist.settle();
            super.sendMessage(message);
          }

          @Override
          public void close(Status status, Metadata trailers) {
            publishDenylist.settle();
            super.close(status, trailers);
          }
        };
    return next.startCall(waiting, headers);
  }
}
