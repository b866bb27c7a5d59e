package boxoffice.load.report;

import boxoffice.load.measure.Ratio;
import boxoffice.load.measure.Timeline;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A run as a file for programs. Names are snake_case, durations and times ISO 8601, a gap in a
/// series is null. `format_version` grows when a reader of an older version would misread; fields
/// may be added without that.
public final class JsonReport {
  static final int VERSION = 1;
  private static final String FORMAT_VERSION = "format_version";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addMixIn(Timeline.Series.class, SeriesForm.class)
          .addMixIn(Ratio.class, RatioForm.class)
          .build();

  private JsonReport() {}

  public static void write(RunReport run, Path file) {
    var node = JSON.createObjectNode().put(FORMAT_VERSION, VERSION).put("clean", run.clean());
    node.setAll((ObjectNode) JSON.valueToTree(run));
    try {
      Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + file, e);
    }
  }

  /// @throws IllegalArgumentException for a file of another version
  public static RunReport read(Path file) {
    try {
      var node = JSON.readTree(Files.readString(file));
      var version = node.path(FORMAT_VERSION).asInt(0);
      if (version != VERSION) {
        throw new IllegalArgumentException(
            file + " has format version " + version + "; this program reads " + VERSION);
      }
      return JSON.treeToValue(node, RunReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the report " + file, e);
    }
  }

  interface SeriesForm {
    @JsonSerialize(contentUsing = GapWriter.class)
    @JsonDeserialize(contentUsing = GapReader.class)
    List<Double> values();
  }

  /// What can be computed is written too, so that a script needs no arithmetic.
  interface RatioForm {
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    double median();

    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    double spread();
  }

  static final class GapWriter extends ValueSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializationContext context) {
      if (value.isNaN()) {
        out.writeNull();
      } else {
        out.writeNumber(value);
      }
    }
  }

  static final class GapReader extends ValueDeserializer<Double> {
    @Override
    public Double deserialize(JsonParser in, DeserializationContext context) {
      return in.getDoubleValue();
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }
}
