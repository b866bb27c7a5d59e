package boxoffice.edge.description;

import boxoffice.edge.problem.ProblemType;
import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.PublicRoutes;
import boxoffice.edge.request.RequestId;
import io.swagger.v3.oas.models.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/// Which problems an operation can answer: what follows from its signature, and its [Refusals].
final class OperationProblems {
  private static final List<String> ALWAYS =
      List.of(
          "bad-request",
          "validation-failed",
          "invalid-token",
          "rate-limited",
          "internal-error",
          "service-unavailable",
          "overloaded");
  private static final List<String> WITH_TOKEN = List.of("unauthenticated", "forbidden");
  private static final List<String> WITH_KEY =
      List.of(
          "idempotency-key-missing",
          "idempotency-key-invalid",
          "idempotency-in-progress",
          "idempotency-key-reused",
          "outcome-unknown");
  private static final List<String> WITH_BODY = List.of("malformed-json", "unknown-field");

  /// Also where a body is sent that nobody reads.
  private static final List<String> WITH_CONTENT =
      List.of("payload-too-large", "unsupported-media-type");

  private OperationProblems() {}

  /// By status, in the order of [ProblemType#all].
  static Map<Integer, List<ProblemType>> of(Operation operation, HandlerMethod method) {
    var codes = new TreeSet<>(ALWAYS);
    if (needsToken(method)) {
      codes.addAll(WITH_TOKEN);
    }
    if (takesKey(method)) {
      codes.addAll(WITH_KEY);
    }
    if (operation.getRequestBody() != null) {
      codes.addAll(WITH_BODY);
    }
    if (mayHaveContent(method)) {
      codes.addAll(WITH_CONTENT);
    }
    if (has(method, PathVariable.class)) {
      codes.add("not-found");
    }
    if (route(method).produces().length > 0) {
      codes.add("not-acceptable");
    }
    if (takesHeader(operation, HttpHeaders.IF_MATCH)) {
      codes.add("etag-mismatch");
    }
    codes.addAll(
        declared(AnnotatedElementUtils.getMergedAnnotation(method.getBeanType(), Refusals.class)));
    codes.addAll(declared(method.getMethodAnnotation(Refusals.class)));
    return types(codes);
  }

  private static List<String> declared(@Nullable Refusals refusals) {
    return refusals == null ? List.of() : List.of(refusals.value());
  }

  private static Map<Integer, List<ProblemType>> types(Set<String> codes) {
    var known = ProblemType.all().stream().filter(type -> codes.contains(type.code())).toList();
    if (known.size() != codes.size()) {
      throw new IllegalStateException("one of " + codes + " is no problem's code");
    }
    var byStatus = new TreeMap<Integer, List<ProblemType>>();
    for (var type : known) {
      byStatus.computeIfAbsent(type.status(), _ -> new ArrayList<>()).add(type);
    }
    return byStatus;
  }

  static boolean needsToken(HandlerMethod method) {
    var route = route(method);
    return PublicRoutes.needToken(route.method()[0].name() + " " + route.path()[0]);
  }

  private static boolean mayHaveContent(HandlerMethod method) {
    return switch (route(method).method()[0]) {
      case POST, PUT, PATCH -> true;
      case GET, HEAD, DELETE, OPTIONS, TRACE -> false;
    };
  }

  static boolean takesKey(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType() == RequestId.class);
  }

  private static boolean takesHeader(Operation operation, String name) {
    var parameters = operation.getParameters();
    return parameters != null
        && parameters.stream().anyMatch(parameter -> name.equals(parameter.getName()));
  }

  private static boolean has(HandlerMethod method, Class<PathVariable> annotation) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.hasParameterAnnotation(annotation));
  }

  private static RequestMapping route(HandlerMethod method) {
    var route = AnnotatedElementUtils.getMergedAnnotation(method.getMethod(), RequestMapping.class);
    if (route == null) {
      throw new IllegalStateException(method + " has no route");
    }
    return route;
  }
}
