package boxoffice.parts.process;

/// A server process that tests hurt on purpose. Its data and its addresses stay the same whatever
/// is done to it. One at a time may change it; anybody may ask.
public interface BreakableProcess {
  /// Of the process that runs, or of the last one that did.
  long pid();

  ProcessState state();

  /// Freezes it (SIGSTOP): connections stay open and nothing answers, until [#resume()].
  void pause();

  /// Lets a frozen one go on (SIGCONT). It then does what was sent to it meanwhile.
  void resume();

  /// Kills it (SIGKILL), as a crash would, and returns when it is gone.
  void kill();

  /// Asks it to end in order and returns when it is gone.
  void terminate();

  /// Starts it again, after ending it if it runs. Returns when it serves.
  void restart();
}
