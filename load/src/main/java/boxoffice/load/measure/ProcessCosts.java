package boxoffice.load.measure;

import boxoffice.load.system.Target;
import boxoffice.load.system.Target.Member;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// CPU time and memory of each process of the target, added up by the member's name: a member that
/// was killed and started again goes on where it was, and one that is gone costs nothing more.
///
/// The stores count with the processes they forked, such as a backend of PostgreSQL, and keep the
/// time of those that ended; what one computed after it was last looked at is lost. One look takes
/// about 2 ms. Any thread may look.
public final class ProcessCosts {
  private static final Set<String> FORKING = Set.of("postgres", "redis");

  private final Supplier<List<Member>> members;
  private final ProcessReadings readings = new ProcessReadings();
  private final Map<String, Account> accounts = new LinkedHashMap<>();

  /// @param members asked at each look, so that a restarted process is found under its new id
  public ProcessCosts(Supplier<List<Member>> members) {
    this.members = members;
  }

  /// For a target whose processes stay.
  public static ProcessCosts of(Target target) {
    return new ProcessCosts(target::processes);
  }

  /// One look at all members.
  ///
  /// @param nanos when, by [System#nanoTime()]
  /// @param usages by the member's name
  public record Snapshot(long nanos, Map<String, Usage> usages) {
    public Snapshot {
      usages = Map.copyOf(usages);
    }

    /// What each member computed since an earlier look.
    public Map<String, Duration> cpuSince(Snapshot earlier) {
      return usages.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Map.Entry::getKey,
                  usage -> usage.getValue().cpu().minus(earlier.usage(usage.getKey()).cpu())));
    }

    /// What all of them computed since an earlier look.
    public Duration totalSince(Snapshot earlier) {
      return cpuSince(earlier).values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /// Of one member; nothing for one that was never looked at.
    public Usage usage(String member) {
      return usages.getOrDefault(member, Usage.NONE);
    }
  }

  /// One member.
  ///
  /// @param cpu user and kernel time of all its processes so far
  /// @param residentBytes memory now; what forked processes share is counted once
  /// @param running whether its process is there, be it stopped
  public record Usage(String service, Duration cpu, long residentBytes, boolean running) {
    private static final Usage NONE = new Usage("", Duration.ZERO, 0, false);
  }

  public synchronized Snapshot now() {
    for (var member : members.get()) {
      accounts.computeIfAbsent(member.name(), _ -> new Account(member.service())).look(member);
    }
    var usages =
        accounts.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, account -> account.getValue().usage()));
    return new Snapshot(System.nanoTime(), usages);
  }

  /// What is known of one member. A handle knows when its process began, so an id that is used
  /// again is another process.
  private final class Account {
    private final String service;
    private final Map<ProcessHandle, Duration> running = new HashMap<>();
    private Duration ended = Duration.ZERO;
    private long residentBytes;

    Account(String service) {
      this.service = service;
    }

    void look(Member member) {
      var root = ProcessHandle.of(member.pid()).filter(ProcessHandle::isAlive);
      var now = root.stream().flatMap(this::withForked).collect(Collectors.toSet());
      running.keySet().stream()
          .filter(process -> !now.contains(process))
          .toList()
          .forEach(process -> ended = ended.plus(running.remove(process)));
      now.forEach(process ->
          readings
              .cpu(process.pid())
              .ifPresent(time -> running.merge(process, time, Account::max)));
      residentBytes =
          root.map(process -> readings.residentBytes(process.pid())).orElse(0L)
              + now.stream()
                  .filter(process -> process.pid() != member.pid())
                  .mapToLong(process -> readings.privateBytes(process.pid()))
                  .sum();
    }

    private static Duration max(Duration before, Duration now) {
      return Stream.of(before, now).max(Comparator.naturalOrder()).orElseThrow();
    }

    private Stream<ProcessHandle> withForked(ProcessHandle root) {
      return FORKING.contains(service)
          ? Stream.concat(Stream.of(root), root.descendants())
          : Stream.of(root);
    }

    Usage usage() {
      var cpu = running.values().stream().reduce(ended, Duration::plus);
      return new Usage(service, cpu, residentBytes, !running.isEmpty());
    }
  }
}
