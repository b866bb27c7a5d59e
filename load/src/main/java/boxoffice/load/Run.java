package boxoffice.load;

/// One run: open the target, prepare, warm up, drive, wait until it is quiet, check.
final class Run {
  private final RunOptions options;
  private final Plan plan;

  Run(RunOptions options, Plan plan) {
    this.options = options;
    this.plan = plan;
  }

  int execute() {
    return 0;
  }
}
