package boxoffice.edge.problem;

import boxoffice.guard.observe.RequestId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Makes problem documents, with the headers that belong to them.
@Component
public class Problems {
  /// Tells the request's id, in every answer.
  public static final String REQUEST_ID = "X-Request-Id";

  /// The `Cache-Control` of what is one person's, or true only now.
  public static final String PERSONAL = "private, no-store";

  /// How long to wait, in seconds, in the metadata of a failed call.
  static final String RETRY_AFTER_SECONDS = "retry_after_seconds";

  private static final String EXAMPLE_ID = "5f0c6f0e-2f5e-4d7c-9a55-0c1b3d9c7a10";

  private final ProblemSettings settings;
  private final ProblemTexts texts;
  private final JsonMapper json;

  Problems(ProblemSettings settings, ProblemTexts texts, JsonMapper json) {
    this.settings = settings;
    this.texts = texts;
    this.json = json;
  }

  /// @param members what a program needs beside the code
  public ResponseEntity<Object> refusal(Explanation explanation, Map<String, Object> members) {
    var refusal = explanation.refusal();
    var detail = texts.of(explanation, ProblemTexts.language());
    return answer(problem(refusal.code(), refusal.httpStatus(), detail, members));
  }

  /// @param words of a service, in English
  /// @param metadata of the failure: the field at fault as the caller named it, or empty where no
  ///   single one is, and how long to wait
  ResponseEntity<Object> error(
      ErrorReason reason, @Nullable String words, Map<String, String> metadata) {
    var detail = texts.detail(reason.code(), words, metadata, ProblemTexts.language());
    var field = metadata.get("field");
    Map<String, Object> members =
        field == null || field.isEmpty() ? Map.of() : Map.of("field", field);
    var answer = answer(problem(reason.code(), reason.httpStatus(), detail, members));
    var headers = new HttpHeaders(answer.getHeaders());
    if (reason.httpStatus() == 401) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (reason.httpStatus() == 503 || reason.httpStatus() == 429) {
      headers.set(HttpHeaders.RETRY_AFTER, waitSeconds(metadata));
    }
    return new ResponseEntity<>(answer.getBody(), headers, answer.getStatusCode());
  }

  ResponseEntity<Object> error(WireException failure) {
    return error(failure.reason(), failure.getMessage(), failure.metadata());
  }

  /// For filters, which no message converter follows.
  public void write(WireException failure, HttpServletResponse response) throws IOException {
    write(error(failure), response);
  }

  /// For filters, which no message converter follows.
  public void write(Explanation explanation, HttpServletResponse response) throws IOException {
    write(refusal(explanation, Map.of()), response);
  }

  private void write(ResponseEntity<Object> answer, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.getStatusCode().value());
    ProblemHeaders.set(response, ProblemTexts.language());
    answer
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    response.getOutputStream().write(json.writeValueAsBytes(answer.getBody()));
  }

  /// What a reader of English gets, as JSON, for the description of the interface.
  public Map<?, ?> example(ProblemType type) {
    var example =
        new Problem(
            settings.problemBase().resolve(type.code()),
            texts.title(type.code(), Locale.ENGLISH),
            type.status(),
            type.code(),
            EXAMPLE_ID,
            texts.advice(type.code(), Locale.ENGLISH),
            Map.of());
    return json.convertValue(example, Map.class);
  }

  /// The document of a bare HTTP status, for what never reached us.
  byte[] ofStatus(int status, Locale language) {
    var code = codeOf(status);
    var detail = texts.advice(code, language);
    return json.writeValueAsBytes(problem(code, status, detail, Map.of(), language));
  }

  ResponseEntity<Object> answerOfStatus(int status, HttpHeaders headers) {
    var code = codeOf(status);
    var detail = texts.advice(code, ProblemTexts.language());
    var all = new HttpHeaders(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return ResponseEntity.status(status).headers(all).body(problem(code, status, detail, Map.of()));
  }

  private Problem problem(String code, int status, String detail, Map<String, Object> members) {
    return problem(code, status, detail, members, ProblemTexts.language());
  }

  private Problem problem(
      String code, int status, String detail, Map<String, Object> members, Locale language) {
    return new Problem(
        settings.problemBase().resolve(code),
        texts.title(code, language),
        status,
        code,
        MDC.get(RequestId.FIELD),
        detail,
        members);
  }

  private static ResponseEntity<Object> answer(Problem problem) {
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static String codeOf(int status) {
    return switch (status) {
      case 401 -> ErrorReason.UNAUTHENTICATED.code();
      case 403 -> ErrorReason.FORBIDDEN.code();
      case 404 -> ErrorReason.NOT_FOUND.code();
      case 405 -> Refusal.METHOD_NOT_ALLOWED.code();
      case 406 -> Refusal.NOT_ACCEPTABLE.code();
      case 413 -> ErrorReason.PAYLOAD_TOO_LARGE.code();
      case 415 -> Refusal.UNSUPPORTED_MEDIA_TYPE.code();
      case 503 -> ErrorReason.SERVICE_UNAVAILABLE.code();
      default -> status >= 500 ? ErrorReason.INTERNAL_ERROR.code() : Refusal.BAD_REQUEST.code();
    };
  }

  /// At least a second, whatever a peer says.
  private static String waitSeconds(Map<String, String> metadata) {
    var seconds = metadata.getOrDefault(RETRY_AFTER_SECONDS, "1");
    return seconds.matches("[1-9][0-9]{0,5}") ? seconds : "1";
  }
}
