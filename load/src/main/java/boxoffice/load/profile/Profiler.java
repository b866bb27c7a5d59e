package boxoffice.load.profile;

import boxoffice.load.system.Target;
import boxoffice.load.system.Target.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Flight recordings of the target's Java processes on this machine, from [#start] to [#stop]. A
/// process that cannot be recorded (gone, stopped, somebody else's, not Java) is skipped and named:
/// a profile is a help, never a reason to fail a run. For one thread.
public final class Profiler implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Profiler.class.getName());
  private static final Set<String> JAVA = Set.of("edge", "user", "inventory", "order", "sandbox");
  private static final String RECORDING = "boxoffice-load";
  // a second of compiling would be taken from what is measured
  private static final List<String> CHEAP =
      List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-J-Xmx64m");
  private static final long PATIENCE_SECONDS = 20;

  private final Path folder;
  private final List<Member> recorded = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  private Profiler(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /// @param folder where the recordings stay, one `.jfr` a process
  public static Profiler start(Target target, Path folder) {
    var profiler = new Profiler(folder);
    profiler.begin(target);
    return profiler;
  }

  /// The processes that are not recorded, each with the reason.
  public List<String> skipped() {
    return List.copyOf(skipped);
  }

  /// Ends the recordings and says what is in them.
  public List<Profile> stop() {
    var profiles = new ArrayList<Profile>();
    for (var member : recorded) {
      var file = folder.resolve(member.name() + ".jfr");
      if (command(member, "JFR.stop", "name=" + RECORDING, "filename=" + file)) {
        profiles.add(Recording.reduce(member.name(), file));
      }
    }
    recorded.clear();
    return profiles;
  }

  /// Ends and drops the recordings that still run.
  @Override
  public void close() {
    recorded.forEach(member -> command(member, "JFR.stop", "name=" + RECORDING));
    recorded.clear();
  }

  private void begin(Target target) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep recordings in " + folder, e);
    }
    for (var member : target.processes()) {
      if (JAVA.contains(member.service()) && start(member)) {
        recorded.add(member);
      }
    }
  }

  private boolean start(Member member) {
    if (!member.state().equals("RUNNING")) {
      skip(member, "it is " + member.state());
      return false;
    }
    return command(member, "JFR.start", "name=" + RECORDING, "settings=profile");
  }

  private boolean command(Member member, String... words) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.addAll(CHEAP);
    line.add(Long.toString(member.pid()));
    line.addAll(List.of(words));
    try {
      var output = Files.createTempFile(folder, "jcmd", ".txt");
      try {
        return run(member, line, output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      skip(member, "jcmd does not run: " + e.getMessage());
      return false;
    }
  }

  private boolean run(Member member, List<String> line, Path output) throws IOException {
    var jcmd =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      if (!jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        jcmd.destroyForcibly().waitFor();
        skip(member, "it does not answer");
        return false;
      }
    } catch (InterruptedException e) {
      jcmd.destroyForcibly();
      Thread.currentThread().interrupt();
      skip(member, "interrupted");
      return false;
    }
    if (jcmd.exitValue() != 0) {
      try (var lines = Files.lines(output)) { // the process, what failed, where
        skip(member, lines.skip(1).findFirst().orElse("jcmd fails"));
      }
      return false;
    }
    return true;
  }

  private void skip(Member member, String why) {
    var text = member.name() + " is not profiled: " + why;
    skipped.add(text);
    LOG.log(System.Logger.Level.WARNING, text);
  }
}
