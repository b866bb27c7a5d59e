package boxoffice.inventory;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// What all services of this process log until it is closed.
public final class LogLines implements AutoCloseable {
  private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          lines.add(line);
        }
      };

  private LogLines() {
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
  }

  public static LogLines begin() {
    return new LogLines();
  }

  public boolean tell(String text) {
    return lines.stream().anyMatch(line -> line.getFormattedMessage().contains(text));
  }

  /// Those that have the stack of such a failure, or of one that it caused.
  public List<String> withStack(Class<? extends Throwable> failure) {
    return lines.stream()
        .filter(line ->
            Stream.iterate(line.getThrowableProxy(), e -> e != null, IThrowableProxy::getCause)
                .anyMatch(cause -> cause.getClassName().equals(failure.getName())))
        .map(line -> line.getLoggerName() + ": " + line.getFormattedMessage())
        .toList();
  }

  @Override
  public void close() {
    root.detachAppender(appender);
  }
}
