package boxoffice.edge.request;

import boxoffice.edge.problem.Explanation;
import boxoffice.edge.problem.Problems;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// Reads a body of at most 64 KiB before anything parses it, and lets only plain UTF-8 through: no
/// other charset, no byte order mark, no NUL, no compression. A longer body is refused with or
/// without a length announced, after little more than 64 KiB.
///
/// The import of a seat map streams through instead, up to 16 MiB. Whoever takes longer than
/// `boxoffice.edge.body-time` to send a body is cut off. What a request without a body says about
/// one means nothing (RFC 9110, 9.3.1).
final class BodyFilter extends OncePerRequestFilter {
  static final int MOST_BYTES = 64 * 1024;
  static final int MOST_IMPORT_BYTES = 16 * 1024 * 1024;

  /// No route reads a body of these.
  private static final Set<String> WITHOUT_BODY =
      Set.of(
          HttpMethod.GET.name(),
          HttpMethod.HEAD.name(),
          HttpMethod.DELETE.name(),
          HttpMethod.OPTIONS.name());

  private static final String IMPORT_PATH = "/v1/seatMaps";
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Problems problems;
  private final Duration time;

  BodyFilter(Problems problems, Duration time) {
    this.problems = problems;
    this.time = time;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var mediaType = mediaType(request);
    if (!WITHOUT_BODY.contains(request.getMethod()) && isCoded(request, mediaType)) {
      problems.write(Explanation.PLAIN_JSON, response);
      return;
    }
    HttpServletRequest readable;
    try {
      readable = readable(request, mediaType);
    } catch (WireException e) {
      problems.write(e, response);
      return;
    }
    chain.doFilter(readable, response);
  }

  private HttpServletRequest readable(HttpServletRequest request, @Nullable MediaType mediaType)
      throws IOException {
    var isImport = request.getRequestURI().equals(IMPORT_PATH);
    var most = isImport ? MOST_IMPORT_BYTES : MOST_BYTES;
    if (request.getContentLengthLong() > most) {
      throw LimitedBody.tooLarge(most);
    }
    var limited = new LimitedBody(request, request.getInputStream(), most, time);
    if (isImport) {
      return limited;
    }
    var bytes = limited.getInputStream().readAllBytes();
    if (mediaType != null && mediaType.isCompatibleWith(MediaType.APPLICATION_JSON)) {
      requirePlainUtf8(bytes);
    }
    return LimitedBody.of(request, bytes);
  }

  private static void requirePlainUtf8(byte[] bytes) {
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw new WireException(ErrorReason.MALFORMED_JSON, "the body is not UTF-8", Map.of(), e);
    }
    if (startsWithByteOrderMark(bytes) || contains(bytes, (byte) 0)) {
      throw new WireException(ErrorReason.MALFORMED_JSON, "the body is not plain UTF-8");
    }
  }

  private static boolean startsWithByteOrderMark(byte[] bytes) {
    return bytes.length >= BYTE_ORDER_MARK.length
        && bytes[0] == BYTE_ORDER_MARK[0]
        && bytes[1] == BYTE_ORDER_MARK[1]
        && bytes[2] == BYTE_ORDER_MARK[2];
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (var found : bytes) {
      if (found == wanted) {
        return true;
      }
    }
    return false;
  }

  /// Null when there is none, or none that can be read: the route refuses it then.
  private static @Nullable MediaType mediaType(HttpServletRequest request) {
    var text = request.getContentType();
    if (text == null) {
      return null;
    }
    try {
      return MediaType.parseMediaType(text);
    } catch (InvalidMediaTypeException e) {
      return null;
    }
  }

  private static boolean isCoded(HttpServletRequest request, @Nullable MediaType mediaType) {
    return request.getHeader(HttpHeaders.CONTENT_ENCODING) != null || isOtherCharset(mediaType);
  }

  private static boolean isOtherCharset(@Nullable MediaType mediaType) {
    var charset = mediaType == null ? null : mediaType.getParameter("charset");
    return charset != null && !charset.replace("\"", "").toLowerCase(Locale.ROOT).equals("utf-8");
  }
}
