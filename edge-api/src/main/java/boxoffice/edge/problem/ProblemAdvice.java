package boxoffice.edge.problem;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.StatusRuntimeException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/// Turns what controllers and Spring MVC throw into problem documents.
@RestControllerAdvice
class ProblemAdvice {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final Set<String> READS = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

  private final Problems problems;
  private final RpcProblems rpcProblems;

  ProblemAdvice(Problems problems, RpcProblems rpcProblems) {
    this.problems = problems;
    this.rpcProblems = rpcProblems;
  }

  @ExceptionHandler
  ResponseEntity<Object> failedCall(StatusRuntimeException failure, HttpServletRequest request) {
    return rpcProblems.of(failure, READS.contains(request.getMethod()), variables(request));
  }

  private static Set<String> variables(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? variables.keySet().stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  @ExceptionHandler
  ResponseEntity<Object> brokenContract(WireException failure) {
    return problems.error(failure);
  }

  @ExceptionHandler
  ResponseEntity<Object> unreadableBody(HttpMessageNotReadableException failure) {
    return problems.error(UnreadableBody.of(failure.getCause()));
  }

  @ExceptionHandler
  ResponseEntity<Object> wrongType(TypeMismatchException failure) {
    var field =
        failure instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : "request";
    return problems.error(WireException.invalidField(field, "of a wrong type"));
  }

  /// Of a record of parameters.
  @ExceptionHandler
  ResponseEntity<Object> wrongParameter(BindException failure) {
    var error = failure.getFieldError();
    var field = error == null ? "request" : error.getField();
    return problems.error(WireException.invalidField(field, "of a wrong type"));
  }

  /// What Tomcat cannot decode: it says so when somebody reads the parameters.
  @ExceptionHandler
  ResponseEntity<Object> undecodable(InvalidParameterException failure) {
    return problems.refusal(Explanation.OTHER_INTERFACE, Map.of());
  }

  /// What Spring MVC refuses before a controller is found or called.
  @ExceptionHandler({
    ErrorResponseException.class,
    HttpMediaTypeException.class,
    HttpRequestMethodNotSupportedException.class,
    NoHandlerFoundException.class,
    NoResourceFoundException.class,
    ServletRequestBindingException.class
  })
  ResponseEntity<Object> refusedByHttp(Exception failure) {
    if (failure instanceof ErrorResponse refused) {
      return problems.answerOfStatus(refused.getStatusCode().value(), refused.getHeaders());
    }
    return problems.refusal(Explanation.OTHER_INTERFACE, Map.of());
  }

  /// A bug of ours: told in the log, once, and not to the caller. Who has gone is none, and hears
  /// nothing more.
  @ExceptionHandler
  @Nullable ResponseEntity<Object> unexpected(RuntimeException failure) {
    if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
      log.debug("the client has gone", failure);
      return null;
    }
    log.error("unexpected failure", failure);
    return problems.error(ErrorReason.INTERNAL_ERROR, null, Map.of());
  }
}
