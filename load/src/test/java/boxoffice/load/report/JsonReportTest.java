package boxoffice.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonReportTest {
  @TempDir Path folder;

  @Test
  void readsWhatItWrote() {
    var file = folder.resolve("report.json");

    JsonReport.write(Samples.rush(), file);

    assertThat(JsonReport.read(file)).isEqualTo(Samples.rush());
  }

  @Test
  void readsARunInWhichNothingHappened() {
    var file = folder.resolve("report.json");

    JsonReport.write(Samples.empty(), file);

    assertThat(JsonReport.read(file)).isEqualTo(Samples.empty());
  }

  @Test
  void saysItsVersionAndTheVerdictFirstAndWritesGapsAsNull() throws IOException {
    var file = folder.resolve("report.json");

    JsonReport.write(Samples.broken(), file);

    assertThat(Files.readString(file))
        .containsPattern("(?s)^\\{\\s+\"format_version\" : 1,\\s+\"clean\" : false,")
        .contains("\"loaded\" : \"PT3M\"", "\"began\" : \"2026-11-25T20:14:03Z\"", "null, null")
        .containsPattern("\"median\" : 1\\.\\d+")
        .doesNotContain("NaN");
  }

  @Test
  void refusesAnotherVersion() throws IOException {
    var file = folder.resolve("report.json");
    Files.writeString(file, "{\"format_version\": 2}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonReport.read(file))
        .withMessageContaining("format version 2");
  }
}
