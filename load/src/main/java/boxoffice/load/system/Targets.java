package boxoffice.load.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads the file that says where a target is.
public final class Targets {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Targets() {}

  /// @throws IllegalArgumentException with one clear line where there is no such file, or it is no
  ///   such file
  public static Target read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "no "
              + file.normalize()
              + ": start a sandbox, name its file with --target, or use --fresh");
    }
    try {
      var target = JSON.readValue(Files.readString(file), Target.class);
      if (target.edge() == null) {
        throw new IllegalArgumentException(file + " names no edge");
      }
      return target;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(file + " is not the description of a target", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
