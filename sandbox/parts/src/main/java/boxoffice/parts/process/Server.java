package boxoffice.parts.process;

import java.time.Duration;

/// A server that runs beside this JVM: a process of this machine, or a container.
public interface Server {
  /// Whether the system property `boxoffice.parts.stores` asks for containers.
  static boolean inContainers() {
    return "containers".equals(System.getProperty("boxoffice.parts.stores"));
  }

  /// Of the server, or of the last one that ran; as this machine numbers it.
  long pid();

  ProcessState state();

  /// Sends a signal by its POSIX name without "SIG", such as `INT` or `STOP`. Nothing happens when
  /// the server has ended.
  void signal(String name);

  /// Asks the server to end with this signal and kills it when it has not within `patience`.
  /// Returns when it is gone. A stopped one is woken, or it would never see the signal.
  void end(String signal, Duration patience);

  /// Kills the server at once (SIGKILL) and returns when it is gone.
  void kill();
}
