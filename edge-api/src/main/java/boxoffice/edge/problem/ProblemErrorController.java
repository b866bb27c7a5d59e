package boxoffice.edge.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers what filters and the container refuse with `sendError`, instead of Spring Boot's page.
@Hidden
@RestController
class ProblemErrorController implements ErrorController {
  private static final int NOT_FOUND = 404;

  private final Problems problems;

  ProblemErrorController(Problems problems) {
    this.problems = problems;
  }

  @RequestMapping("/error")
  ResponseEntity<Object> problem(HttpServletRequest request) {
    var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    return problems.answerOfStatus(
        status instanceof Integer refused ? refused : NOT_FOUND, new HttpHeaders());
  }
}
