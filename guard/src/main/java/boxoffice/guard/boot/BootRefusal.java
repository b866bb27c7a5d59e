package boxoffice.guard.boot;

import java.util.Optional;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// A service does not start because something around it is set up in a way that would break a
/// promise: one clear line for the operator, who needs no stack trace.
public final class BootRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param problem what is wrong and what it needs to be; never a secret's value
  public BootRefusal(String problem) {
    super(problem);
  }

  /// Refuses if there is a problem.
  public static void over(Optional<String> problem) {
    problem.ifPresent(found -> {
      throw new BootRefusal(found);
    });
  }

  /// Tells Spring Boot to print that line alone. Found through `META-INF/spring.factories`.
  static final class Analyzer extends AbstractFailureAnalyzer<BootRefusal> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, BootRefusal refusal) {
      return new FailureAnalysis("refuses to start: " + refusal.getMessage(), null, failure);
    }
  }
}
