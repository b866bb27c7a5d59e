package boxoffice.edge.request;

import boxoffice.wire.Caller;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Makes a [RequestId] of the header `Idempotency-Key`, so that who repeats a request repeats the
/// RPC. Keys of different callers and routes never meet.
final class RequestIdResolver implements HandlerMethodArgumentResolver {
  static final String HEADER = "Idempotency-Key";

  private static final Pattern KEY = Pattern.compile(RequestId.KEY_FORM);
  private static final String NOBODY = "anonymous";

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == RequestId.class;
  }

  @Override
  public RequestId resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest webRequest,
      @Nullable WebDataBinderFactory binders) {
    var request = webRequest.getNativeRequest(HttpServletRequest.class);
    if (request == null) {
      throw new IllegalStateException("not a servlet request");
    }
    var subject = Caller.current().map(Caller::subject).orElse(NOBODY);
    return new RequestId(
        DerivedId.of("request", subject, PublicRoutes.route(request), key(request)));
  }

  private static String key(HttpServletRequest request) {
    var keys = Collections.list(request.getHeaders(HEADER));
    if (keys.isEmpty()) {
      throw new WireException(
          ErrorReason.IDEMPOTENCY_KEY_MISSING, "the header Idempotency-Key is needed");
    }
    var key = keys.getFirst();
    if (keys.size() > 1
        || key.length() > RequestId.MOST_KEY_CHARACTERS
        || !KEY.matcher(key).matches()) {
      throw new WireException(
          ErrorReason.IDEMPOTENCY_KEY_INVALID,
          "one Idempotency-Key of 1 to 255 visible ASCII characters is needed");
    }
    return key;
  }
}
