package boxoffice.user.admin;

import boxoffice.wire.WireException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `java -jar user-grpc.jar create-admin --email=ada@example.com`: makes the first admin, once.
/// Says in one line what came of it; exits with 0 when there is an admin now, 1 when not, 2 when it
/// was called wrongly.
@Command(
    name = CreateAdminCommand.NAME,
    mixinStandardHelpOptions = true,
    description = "Makes the first admin: a new account, or the verified one that the address has.")
public final class CreateAdminCommand implements Callable<Integer> {
  public static final String NAME = "create-admin";

  private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cc}]+@[^@\\s\\p{Cc}]+");
  private static final int LONGEST_EMAIL = 254;
  private static final int SHORTEST_PASSWORD = 12;
  private static final int LONGEST_PASSWORD = 128;

  private final Supplier<ConfigurableApplicationContext> start;
  private final InputStream input;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(names = "--email", required = true, description = "the admin's address")
  private String email = "";

  @Option(
      names = "--name",
      description = "how the admin is addressed (${DEFAULT-VALUE})",
      defaultValue = "Administrator")
  private String name = "";

  @Option(
      names = "--password-file",
      description = "a file that holds the password alone; else it is read from standard input")
  private @Nullable Path passwordFile;

  private CreateAdminCommand(Supplier<ConfigurableApplicationContext> start, InputStream input) {
    this.start = start;
    this.input = input;
  }

  /// @param arguments behind the command's name
  /// @param start gives the application without its servers
  /// @return the exit code
  public static int run(
      String[] arguments,
      Supplier<ConfigurableApplicationContext> start,
      InputStream input,
      PrintWriter out,
      PrintWriter err) {
    return new CommandLine(new CreateAdminCommand(start, input))
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(CreateAdminCommand::misused)
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          err.println(NAME + ": " + reason(failure));
          return CommandLine.ExitCode.SOFTWARE;
        })
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    if (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches()) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--email is not an address");
    }
    try (var context = start.get()) {
      var firstAdmin = context.getBean(FirstAdmin.class);
      var obstacle = firstAdmin.obstacle(email);
      if (obstacle.isPresent()) {
        return refused(obstacle.get());
      }
      var password = firstAdmin.isKnown(email) ? "" : password();
      return switch (firstAdmin.make(email, name, password)) {
        case FirstAdmin.Result.Created made -> done("account " + made.account() + " was made");
        case FirstAdmin.Result.Promoted made ->
            done("account " + made.account() + " is an admin from now on, its password stays");
        case FirstAdmin.Result.Refused refused -> refused(refused.why());
      };
    }
  }

  /// Repeats nothing that it does not know: it may be a password.
  private static int misused(CommandLine.ParameterException failure, String[] arguments) {
    var command = failure.getCommandLine();
    var isUnknown = failure instanceof CommandLine.UnmatchedArgumentException;
    command.getErr().println(NAME + ": " + (isUnknown ? "unknown argument" : failure.getMessage()));
    command.usage(command.getErr());
    return CommandLine.ExitCode.USAGE;
  }

  private int done(String what) {
    spec.commandLine().getOut().println(NAME + ": " + what);
    return CommandLine.ExitCode.OK;
  }

  private int refused(String why) {
    spec.commandLine().getErr().println(NAME + ": refused: " + why);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private String password() throws IOException {
    var password = passwordFile == null ? ask() : firstLine(Files.newInputStream(passwordFile));
    if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
      throw WireException.invalidField("password", "needs 12 to 128 characters");
    }
    return password;
  }

  private String ask() throws IOException {
    var person = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (input.equals(System.in) && person.isPresent()) {
      return Optional.ofNullable(person.get().readPassword("Password: "))
          .map(String::new)
          .orElse("");
    }
    return firstLine(input);
  }

  private static String firstLine(InputStream stream) throws IOException {
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      var line = lines.readLine();
      return line == null ? "" : line;
    }
  }

  /// The innermost reason: what is around it says only who called whom.
  private static String reason(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
