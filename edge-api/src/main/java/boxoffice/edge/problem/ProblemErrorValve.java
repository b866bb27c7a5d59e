package boxoffice.edge.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.LocaleResolver;

/// Answers what Tomcat refuses before any servlet, such as a malformed request line, instead of its
/// page that names the server, and cuts off whose body was given up.
class ProblemErrorValve extends ErrorReportValve {
  private static final int FIRST_ERROR = HttpServletResponse.SC_BAD_REQUEST;

  private final Problems problems;
  private final LocaleResolver languages;

  ProblemErrorValve(Problems problems, LocaleResolver languages) {
    this.problems = problems;
    this.languages = languages;
    setShowReport(false);
    setShowServerInfo(false);
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (failure instanceof ClientAbortException) {
      // else Tomcat would read the rest of the body, as slowly as it comes
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, failure);
      return;
    }
    var status = ours(response.getStatus());
    if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    response.setStatus(status);
    var language = languages.resolveLocale(request);
    var body = problems.ofStatus(status, language);
    AnswerHeaders.set(request, response);
    ProblemHeaders.set(response, language);
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A version of HTTP or a transfer coding that does not exist is no failure of ours.
  private static int ours(int status) {
    return switch (status) {
      case HttpServletResponse.SC_NOT_IMPLEMENTED,
          HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED ->
          HttpServletResponse.SC_BAD_REQUEST;
      default -> status;
    };
  }
}
