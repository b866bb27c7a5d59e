package boxoffice.edge.problem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What the methods of a controller, or one of them, can answer beside what follows from their
/// signature: for the description of the interface.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Refusals {
  /// Codes of problems.
  String[] value();
}
