package boxoffice.load;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/// The program. Exit status 0 when no invariant is violated, 1 when one is, 2 for a wrong command
/// line, 3 when the run could not be made.
@Command(
    name = "load",
    description = "Drives a deployment of Boxoffice and judges it by facts.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Load {
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
    IParameterExceptionHandler usage = command.getParameterExceptionHandler();
    command.addSubcommand(new CheckCommand());
    command.setExecutionExceptionHandler((failure, line, parsed) -> {
      if (failure instanceof IllegalArgumentException) {
        return usage.handleParseException(
            new ParameterException(line, failure.getMessage()), new String[0]);
      }
      line.getErr().println("load: " + failure.getMessage());
      return NOT_RUN;
    });
    return command;
  }
}
