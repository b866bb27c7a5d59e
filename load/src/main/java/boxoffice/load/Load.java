package boxoffice.load;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program. Exit status 0 when no invariant is violated, 1 when one is, 2 for a wrong command
/// line, 3 when the run could not be made.
@Command(
    name = "load",
    description = "Drives a deployment of Boxoffice and judges it by facts.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Load {
  private static final int WRONG = 2;
  private static final int NOT_RUN = 3;

  private Load() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    var command = new CommandLine(new Load());
    command.addSubcommand(new RushCommand());
    command.addSubcommand(new ClaimsCommand());
    command.addSubcommand(new BrowseCommand());
    command.addSubcommand(new CheckoutCommand());
    command.addSubcommand(new MixedCommand());
    command.addSubcommand(MixedCommand.SOAK, new MixedCommand());
    command.addSubcommand(new CheckCommand());
    command.setExecutionExceptionHandler((failure, line, parsed) -> {
      line.getErr().println("load: " + failure.getMessage());
      return failure instanceof IllegalArgumentException ? WRONG : NOT_RUN;
    });
    return command;
  }
}
