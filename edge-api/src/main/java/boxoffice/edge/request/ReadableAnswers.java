package boxoffice.edge.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Refuses whoever says that they cannot read the answer, before anything is done: Spring looks at
/// `Accept` only when it writes, and by then a hold is placed (row H11). Answers are JSON in UTF-8
/// unless the route says otherwise.
final class ReadableAnswers implements HandlerInterceptor {
  private final HeaderContentNegotiationStrategy accepted = new HeaderContentNegotiationStrategy();

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws HttpMediaTypeNotAcceptableException {
    if (!(handler instanceof HandlerMethod) || HttpMethod.OPTIONS.matches(request.getMethod())) {
      return true;
    }
    var types = accepted.resolveMediaTypes(new ServletWebRequest(request));
    var written = written(request);
    if (types.stream().anyMatch(ReadableAnswers::isOtherCharset)
        || types.stream().noneMatch(type -> isOneOf(written, type))) {
      throw new HttpMediaTypeNotAcceptableException(List.copyOf(written));
    }
    return true;
  }

  @SuppressWarnings("unchecked") // Spring's own, of a route that says what it produces
  private static Collection<MediaType> written(HttpServletRequest request) {
    var said =
        (@Nullable Collection<MediaType>)
            request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
    return said == null ? List.of(MediaType.APPLICATION_JSON) : said;
  }

  private static boolean isOtherCharset(MediaType type) {
    return type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8);
  }

  private static boolean isOneOf(Collection<MediaType> written, MediaType accepted) {
    return accepted.getQualityValue() > 0 && written.stream().anyMatch(accepted::isCompatibleWith);
  }
}
