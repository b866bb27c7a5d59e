package boxoffice.parts.process;

/// What a process does.
public enum ProcessState {
  RUNNING,

  /// There, and frozen by SIGSTOP.
  STOPPED,

  GONE
}
