package boxoffice.load;

import boxoffice.load.check.Checker;
import boxoffice.load.system.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Judges a run that is over once more, against what the target says now.
@Command(
    name = "check",
    description = "Judges a run that is over once more, by what the system says now.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {
  private static final int VIOLATED = 1;

  @Parameters(paramLabel = "FOLDER", description = "of the run")
  private Path run = Path.of(".");

  @Option(
      names = "--target",
      paramLabel = "FILE",
      description = "the system it was made on (default: ${DEFAULT-VALUE})",
      defaultValue = RunOptions.USUAL_TARGET)
  private Path target = Path.of(RunOptions.USUAL_TARGET);

  @Override
  public Integer call() {
    var folder = new RunFolder(run);
    if (!Files.isRegularFile(folder.history())) {
      throw new IllegalArgumentException(run + " is no folder of a run: it has no history");
    }
    var before = folder.read();
    var now = new Checker(Targets.read(target), folder.history(), folder.readSale()).check();
    var report = before.judged(now);
    folder.write(report);
    folder.print(report, System.out);
    return report.clean() ? 0 : VIOLATED;
  }
}
