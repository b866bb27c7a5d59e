package boxoffice.guard.observe;

import boxoffice.wire.ErrorStatus;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts calls by what came of them, as `boxoffice.calls`: the member of the answer's `outcome`,
/// `OK` where the answer has none, the reason of the catalogue where the call failed, or gRPC's
/// status where it has none.
public final class OutcomeInterceptor implements ServerInterceptor {
  private static final String OURS = "boxoffice.";
  private static final String OUTCOME = "outcome";

  private final MeterRegistry meters;
  private final Map<String, Map<String, Counter>> counters = new ConcurrentHashMap<>();

  public OutcomeInterceptor(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var isOurs = call.getMethodDescriptor().getFullMethodName().startsWith(OURS);
    return next.startCall(isOurs ? new Counted<>(call) : call, headers);
  }

  private void count(String method, String outcome) {
    counters
        .computeIfAbsent(method, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(outcome, _ -> counter(method, outcome))
        .increment();
  }

  private Counter counter(String method, String outcome) {
    return Counter.builder("boxoffice.calls")
        .description("calls by what came of them")
        .tag("method", method.substring(OURS.length()))
        .tag(OUTCOME, outcome)
        .register(meters);
  }

  private static String outcome(Message answer) {
    for (var choice : answer.getDescriptorForType().getOneofs()) {
      if (choice.getName().equals(OUTCOME) && answer.hasOneof(choice)) {
        return answer.getOneofFieldDescriptor(choice).getName();
      }
    }
    return Status.Code.OK.name();
  }

  private final class Counted<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private volatile String outcome = Status.Code.OK.name();

    Counted(ServerCall<Q, R> call) {
      super(call);
    }

    @Override
    public void sendMessage(R message) {
      if (message instanceof Message answer
          && getMethodDescriptor().getType() == MethodType.UNARY) {
        outcome = outcome(answer);
      }
      super.sendMessage(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      count(
          getMethodDescriptor().getFullMethodName(),
          status.isOk() ? outcome : failure(status, trailers));
      super.close(status, trailers);
    }

    private static String failure(Status status, Metadata trailers) {
      return ErrorStatus.reason(status, trailers)
          .map(Enum::name)
          .orElseGet(() -> status.getCode().name());
    }
  }
}
