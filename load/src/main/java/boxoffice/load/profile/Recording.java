package boxoffice.load.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/// Reads a flight recording, an event at a time, and keeps sums only.
final class Recording {
  private static final int MOST = 15;
  // what is generated from contract and schema is nobody's to change
  private static final Pattern OURS = Pattern.compile("boxoffice\\.(?!db\\.|\\w+\\.v1\\.).*");
  private static final Pattern GENERATED = Pattern.compile("[/+]0x[0-9a-f]+");
  private static final Map<String, String> PRIMITIVES =
      Map.of(
          "Z", "boolean", "B", "byte", "C", "char", "S", "short", "I", "int", "J", "long", "F",
          "float", "D", "double");

  private final Map<String, Long> frames = new HashMap<>();
  private final Map<String, Map<String, Long>> callers = new HashMap<>();
  private final Map<String, Long> allocations = new HashMap<>();

  private Recording() {}

  static Profile reduce(String process, Path file) {
    var sums = new Recording();
    try (var events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        sums.add(events.readEvent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the recording " + file, e);
    }
    return new Profile(process, total(sums.frames), sums.topFrames(), shares(sums.allocations));
  }

  private void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample" -> addSample(stack(event));
      case "jdk.ObjectAllocationSample" ->
          addAllocation(event.getClass("objectClass"), event.getLong("weight"), stack(event));
      default -> {} // everything else that the settings record
    }
  }

  private void addSample(List<RecordedFrame> stack) {
    if (stack.isEmpty()) {
      return;
    }
    var top = name(stack.getFirst());
    frames.merge(top, 1L, Long::sum);
    ours(stack)
        .filter(own -> !own.equals(top))
        .ifPresent(
            own -> callers.computeIfAbsent(top, _ -> new HashMap<>()).merge(own, 1L, Long::sum));
  }

  private void addAllocation(RecordedClass type, long bytes, List<RecordedFrame> stack) {
    if (!stack.isEmpty()) {
      var site = ours(stack).orElseGet(() -> name(stack.getFirst()));
      allocations.merge(readable(type.getName()) + " in " + site, bytes, Long::sum);
    }
  }

  private static List<RecordedFrame> stack(RecordedEvent event) {
    var stack = event.getStackTrace();
    return stack == null
        ? List.of()
        : stack.getFrames().stream().filter(RecordedFrame::isJavaFrame).toList();
  }

  private static Optional<String> ours(List<RecordedFrame> stack) {
    return stack.stream().map(Recording::name).filter(Recording::isOurs).findFirst();
  }

  static boolean isOurs(String frame) {
    return OURS.matcher(frame).matches();
  }

  private static String name(RecordedFrame frame) {
    var method = frame.getMethod();
    return GENERATED.matcher(method.getType().getName()).replaceAll("") + "." + method.getName();
  }

  /// `[[B` is how the machine says `byte[][]`.
  static String readable(String type) {
    var dimensions = type.lastIndexOf('[') + 1;
    var element = type.substring(dimensions);
    if (dimensions > 0 && element.startsWith("L") && element.endsWith(";")) {
      element = element.substring(1, element.length() - 1);
    } else if (dimensions > 0) {
      element = PRIMITIVES.getOrDefault(element, element);
    }
    return GENERATED.matcher(element).replaceAll("") + "[]".repeat(dimensions);
  }

  private List<Profile.Share> topFrames() {
    return shares(frames).stream()
        .map(share -> new Profile.Share(withCaller(share.where()), share.share()))
        .toList();
  }

  private String withCaller(String frame) {
    return callers.getOrDefault(frame, Map.of()).entrySet().stream()
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(own -> frame + " from " + own.getKey())
        .orElse(frame);
  }

  private static List<Profile.Share> shares(Map<String, Long> sums) {
    double all = total(sums);
    return sums.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(entry -> new Profile.Share(entry.getKey(), entry.getValue() / all))
        .toList();
  }

  private static long total(Map<String, Long> sums) {
    return sums.values().stream().mapToLong(Long::longValue).sum();
  }
}
