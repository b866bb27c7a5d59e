package boxoffice.load.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/// What the meters of all instances say at one moment.
record MeterReadings(List<Instance> instances) {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([0-9.eE+-]+|NaN)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final MeterQuery STARTED = MeterQuery.whole("process_start_time_seconds");

  MeterReadings {
    instances = List.copyOf(instances);
  }

  /// A process.
  record Instance(String service, String url, List<Sample> samples) {
    private DoubleStream of(MeterQuery meter) {
      return samples.stream().filter(meter::has).mapToDouble(Sample::value);
    }
  }

  /// A line of what Prometheus is told.
  record Sample(String name, Map<String, String> labels, double value) {}

  /// @param management base URLs by service
  static MeterReadings of(Documents documents, Map<String, List<String>> management) {
    var instances = new ArrayList<Instance>();
    management.forEach((service, urls) ->
        urls.forEach(
            url -> instances.add(new Instance(service, url, parse(documents.meters(url))))));
    return new MeterReadings(instances);
  }

  /// Lines that are no samples, and values that are no numbers, are left out.
  static List<Sample> parse(String text) {
    return text.lines()
        .map(SAMPLE::matcher)
        .filter(line -> line.matches())
        .map(line -> {
          var labels = line.group(2) == null ? "" : line.group(2);
          return new Sample(line.group(1), labels(labels), Double.parseDouble(line.group(3)));
        })
        .toList();
  }

  private static Map<String, String> labels(String text) {
    var labels = new HashMap<String, String>();
    LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
    return labels;
  }

  /// What all instances counted; 0 where nobody has counted any.
  double sum(MeterQuery meter) {
    return instances.stream().flatMapToDouble(instance -> instance.of(meter)).sum();
  }

  /// Of a figure that each instance of a service tells alike: NaN where none tells it.
  double most(String service, MeterQuery meter) {
    return instances.stream()
        .filter(instance -> instance.service().equals(service))
        .flatMapToDouble(instance -> instance.of(meter))
        .max()
        .orElse(Double.NaN);
  }

  /// When each process began: another one counts from 0.
  Map<String, Double> starts() {
    var starts = new TreeMap<String, Double>();
    instances.forEach(instance -> starts.put(instance.url(), instance.of(STARTED).sum()));
    return starts;
  }
}
