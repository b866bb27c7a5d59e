package boxoffice.guard;

import boxoffice.guard.transport.UnreadRequest;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ExecutionException;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Map;
import java.util.stream.Collectors;

/// Checks every message that comes in, each of a stream too, against the rules in the contract, so
/// that a handler sees valid messages only. The first violation is told, with the path of its
/// field. What could not even be read is refused here too.
final class ValidationInterceptor implements ServerInterceptor {
  private final Validator validator;

  ValidationInterceptor(Validator validator) {
    this.validator = validator;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
      @Override
      public void onMessage(Q message) {
        try {
          check(message);
        } catch (WireException e) {
          super.onCancel(); // a handler in the middle of a stream must not wait for the rest
          throw e;
        }
        super.onMessage(message);
      }
    };
  }

  private void check(Object message) {
    if (message instanceof UnreadRequest unread) {
      throw unread.refusal();
    }
    if (!(message instanceof Message proto)) {
      return;
    }
    try {
      var violations = validator.validate(proto).getViolations();
      if (!violations.isEmpty()) {
        throw refusal(violations.getFirst());
      }
    } catch (ExecutionException e) {
      // such as a time that is none, in a rule that compares it with another
      throw new WireException(
          ErrorReason.VALIDATION_FAILED, "a value is out of range", Map.of(), e);
    } catch (ValidationException e) {
      throw new IllegalStateException("the contract has a rule that cannot be run", e);
    }
  }

  private static WireException refusal(Violation violation) {
    var proto = violation.toProto();
    var path =
        proto.getField().getElementsList().stream()
            .map(ValidationInterceptor::element)
            .collect(Collectors.joining("."));
    return WireException.invalidField(path, proto.getMessage());
  }

  private static String element(FieldPathElement element) {
    return element.hasIndex()
        ? element.getFieldName() + "[" + element.getIndex() + "]"
        : element.getFieldName();
  }
}
