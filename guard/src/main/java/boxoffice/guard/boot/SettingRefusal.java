package boxoffice.guard.boot;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// A setting has a value that nothing can be done with: its name and what it needs, in the line of
/// a [BootRefusal], in place of the class that reads it. Found through `META-INF/spring.factories`.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingRefusal extends AbstractFailureAnalyzer<BindException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, BindException unbound) {
    var property = unbound.getProperty();
    var name = property == null ? unbound.getName() : property.getName();
    var reason = NestedExceptionUtils.getMostSpecificCause(unbound).getMessage();
    return new FailureAnalysis(
        "refuses to start: the settings of " + name + ": " + reason, null, failure);
  }
}
