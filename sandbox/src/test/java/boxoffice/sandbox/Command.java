package boxoffice.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Programs of this machine, run to their end in one folder.
///
/// @param environment beside what this process has
record Command(Path folder, Map<String, String> environment) {

  /// @param text of both its outputs, as they came
  record Ended(int code, String text) {}

  /// However it ends; it has nothing to read.
  Ended run(List<String> words) {
    try {
      var process = builder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Ended(process.waitFor(), text.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Its standard output.
  ///
  /// @throws IllegalStateException where it ends with anything but 0
  byte[] succeed(List<String> words, byte[] input) {
    try {
      var file = Files.createTempFile("boxoffice-", ".input");
      try {
        // what it complains of belongs into the test's own output
        var process =
            builder(words)
                .redirectInput(Files.write(file, input).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = process.getInputStream().readAllBytes();
        var code = process.waitFor();
        if (code != 0) {
          throw new IllegalStateException(words + " ended with " + code);
        }
        return output;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private ProcessBuilder builder(List<String> words) {
    var builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }
}
