package boxoffice.edge.description;

import boxoffice.edge.problem.ProblemType;
import boxoffice.edge.request.ReplayedAnswers;
import boxoffice.edge.request.RequestId;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/// Adds to an operation what its controller leaves to the rules of all: the key of a mutation, the
/// problems, the headers of answers, examples, and that no token is needed.
final class OperationDescription implements OperationCustomizer {
  static final String PROBLEM = "Problem";

  private static final String CREATED = "201";
  private static final String ACCEPTED = "202";
  private static final String EMPTY_BODY = "MailedJson";

  /// Of parameters that are the same wherever they are.
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "pageSize",
          "how many at most; 0 for as many as usual, and more than the most is the most",
          "pageToken",
          "the `nextPageToken` of the page before; empty for the first page",
          "service",
          "whom to call",
          "hold",
          "what stands behind `/holds/` in the hold's `name`",
          HttpHeaders.IF_MATCH,
          "the `ETag` of what the change was made from",
          HttpHeaders.IF_NONE_MATCH,
          "the `ETag` of what the reader has; what is no tag is as if it were not sent",
          HttpHeaders.USER_AGENT,
          "what the session is shown as: the first 200 characters that are printable ASCII",
          "Stripe-Signature",
          "the provider's, of the body");

  private final Examples examples;

  OperationDescription(Examples examples) {
    this.examples = examples;
  }

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    operation.setTags(List.of(noun(method)));
    if (OperationProblems.takesKey(method)) {
      operation.addParametersItem(key());
      operation.getResponses().values().forEach(OperationDescription::addReplayed);
    }
    if (!OperationProblems.needsToken(method)) {
      operation.security(List.of());
    }
    var body = operation.getRequestBody();
    if (body != null) {
      body.getContent().values().forEach(examples::addTo);
    }
    sumUp(operation);
    var parameters = operation.getParameters();
    if (parameters != null) {
      parameters.forEach(parameter -> describe(parameter, method));
    }
    operation.getResponses().forEach(this::complete);
    OperationProblems.of(operation, method)
        .forEach((status, problems) ->
            operation.getResponses().addApiResponse(status.toString(), problem(problems)));
    return operation;
  }

  /// `SeatMapController` is about a Seat Map.
  private static String noun(HandlerMethod method) {
    var name = method.getBeanType().getSimpleName().replace("Controller", "");
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
  }

  /// The first paragraph of a method's comment is the summary.
  private static void sumUp(Operation operation) {
    var comment = operation.getDescription();
    if (comment == null) {
      return;
    }
    var paragraphs = comment.split("\n\n", 2);
    operation.setSummary(paragraphs[0].replace("\n", " ").replaceAll("\\.$", ""));
    operation.setDescription(paragraphs.length > 1 ? paragraphs[1] : null);
  }

  private static void describe(Parameter parameter, HandlerMethod method) {
    ParameterRules.addTo(parameter, method);
    if (parameter.getDescription() == null) {
      var name = parameter.getName();
      parameter.setDescription(PARAMETERS.getOrDefault(name, "the `" + name + "Id` of an answer"));
    }
  }

  private void complete(String status, ApiResponse answer) {
    if (answer.getContent() != null) {
      answer
          .getContent()
          .values()
          .forEach(status.equals(ACCEPTED) ? examples::addPendingTo : examples::addTo);
    }
    if (status.equals(CREATED) || (status.equals(ACCEPTED) && !saysNothing(answer))) {
      answer.addHeaderObject(HttpHeaders.LOCATION, header("where to read it", "uri-reference"));
    }
    if (status.equals(ACCEPTED) && !saysNothing(answer)) {
      answer.addHeaderObject(HttpHeaders.RETRY_AFTER, retryAfter());
    }
  }

  /// Where there is nothing to be read later: a mail tells the rest.
  private static boolean saysNothing(ApiResponse answer) {
    return answer.getContent() == null
        || answer.getContent().values().stream()
            .map(MediaType::getSchema)
            .anyMatch(schema -> String.valueOf(schema.get$ref()).endsWith("/" + EMPTY_BODY));
  }

  private static ApiResponse problem(List<ProblemType> problems) {
    var body = new MediaType().schema(new Schema<>().$ref(PROBLEM));
    problems.forEach(type -> body.addExamples(type.code(), Examples.reference(type.code())));
    var answer =
        new ApiResponse()
            .description(
                problems.stream()
                    .map(type -> "`" + type.code() + "`")
                    .collect(Collectors.joining(", ")))
            .content(
                new Content()
                    .addMediaType(
                        org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE, body));
    var status = problems.getFirst().status();
    if (status == 401) {
      answer.addHeaderObject(HttpHeaders.WWW_AUTHENTICATE, header("`Bearer`", null));
    }
    if (status == 429 || status == 503) {
      answer.addHeaderObject(HttpHeaders.RETRY_AFTER, retryAfter());
    }
    if (status == 429) {
      answer.addHeaderObject("RateLimit", header("of each own limit: left, full again in", null));
      answer.addHeaderObject("RateLimit-Policy", header("of each own limit: how much", null));
    }
    return answer;
  }

  private static void addReplayed(ApiResponse answer) {
    answer.addHeaderObject(
        ReplayedAnswers.HEADER,
        header("`true` when the request was carried out before, under the same key", null));
  }

  private static Header retryAfter() {
    return header("seconds to wait", null);
  }

  private static Header header(String description, @Nullable String format) {
    return new Header().description(description).schema(new StringSchema().format(format));
  }

  private static HeaderParameter key() {
    var schema = new StringSchema();
    schema.minLength(1).maxLength(RequestId.MOST_KEY_CHARACTERS).pattern(RequestId.KEY_FORM);
    var key = new HeaderParameter();
    key.name("Idempotency-Key")
        .required(true)
        .description("Visible ASCII. Repeating it repeats the request: nothing happens twice.")
        .schema(schema);
    return key;
  }
}
