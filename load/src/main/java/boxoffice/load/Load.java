package boxoffice.load;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program.
@Command(
    name = "load",
    description = "Drives a deployment of Boxoffice and judges it by facts.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Load {
  private Load() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Load()).execute(args));
  }
}
