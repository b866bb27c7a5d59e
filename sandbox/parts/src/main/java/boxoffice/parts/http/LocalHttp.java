package boxoffice.parts.http;

import boxoffice.parts.process.LocalPort;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.util.function.Consumer;

/// A running HTTP server on [LocalPort#address()], one virtual thread per request.
public final class LocalHttp implements AutoCloseable {
  private final Javalin server;

  private LocalHttp(Javalin server) {
    this.server = server;
  }

  /// Starts a server and returns when it listens.
  ///
  /// @param port 0 for a free one
  /// @param name who listens, for the message when the port is taken
  public static LocalHttp start(int port, String name, Consumer<RoutesConfig> routes) {
    var chosen = LocalPort.choose(port, name);
    var server =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.startup.startupWatcherEnabled = false;
          config.concurrency.useVirtualThreads = true;
          routes.accept(config.routes);
        });
    return new LocalHttp(server.start(LocalPort.address(), chosen));
  }

  public int port() {
    return server.port();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /// Stops listening and closes all connections. Safe to repeat.
  @Override
  public void close() {
    server.stop();
  }
}
