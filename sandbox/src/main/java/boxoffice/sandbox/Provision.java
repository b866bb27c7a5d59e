package boxoffice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Has a running sandbox make buyers that are signed in, and keeps them in a file that only its
/// owner reads.
@Command(
    name = "provision",
    description = "Have a running sandbox make buyers that are signed in.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Provision implements Callable<Integer> {
  @Option(
      names = "--buyers",
      paramLabel = "N",
      required = true,
      description = "how many, 1 to 50000")
  private int buyers;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      required = true,
      description = "one JSON object a line: buyerId, email, token, expireTime")
  private Path to = Path.of("buyers.ndjson");

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "of the running sandbox (default: ${DEFAULT-VALUE})",
      defaultValue = "data")
  private Path data = Path.of("data");

  @Override
  public Integer call() throws IOException, InterruptedException {
    var system = SystemDescription.readFrom(data);
    var request =
        HttpRequest.newBuilder(URI.create(system.control() + "/buyers"))
            .header("Authorization", "Bearer " + system.controlToken())
            .POST(BodyPublishers.ofString("{\"count\":" + buyers + "}"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofInputStream());
      try (var lines = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new IllegalStateException(
              "the sandbox refused: " + new String(lines.readAllBytes(), StandardCharsets.UTF_8));
        }
        keep(lines);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no answer from the sandbox at " + system.control(), e);
    }
    System.out.println(buyers + " buyers in " + to);
    return 0;
  }

  private void keep(java.io.InputStream lines) throws IOException {
    var permissions =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var folder = to.toAbsolutePath().getParent();
    var draft = Files.createTempFile(folder, "buyers", ".tmp", permissions);
    try (var out = Files.newOutputStream(draft)) {
      lines.transferTo(out);
    }
    Files.move(draft, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
