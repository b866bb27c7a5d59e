package boxoffice.guard.observe;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// Leaves out all of Spring Boot's tracing while there is no address to export to: without it there
/// is no tracer, and no span is ever made.
final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {
  static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

  private boolean isOn;

  @Override
  public void setEnvironment(Environment environment) {
    isOn = !environment.getProperty(ENDPOINT, "").isBlank();
  }

  @Override
  public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
    var wanted = new boolean[names.length];
    for (int i = 0; i < names.length; i++) {
      wanted[i] = isOn || !isOfTracing(names[i]);
    }
    return wanted;
  }

  private static boolean isOfTracing(@Nullable String name) {
    return name != null
        && (name.startsWith("org.springframework.boot.micrometer.tracing.")
            || name.startsWith("org.springframework.boot.opentelemetry."));
  }
}
