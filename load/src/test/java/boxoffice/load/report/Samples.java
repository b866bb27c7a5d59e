package boxoffice.load.report;

import boxoffice.load.check.Finding;
import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.measure.Figure;
import boxoffice.load.measure.Ratio;
import boxoffice.load.measure.Timeline;
import boxoffice.load.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs as they could have been.
final class Samples {
  private Samples() {}

  /// Ten thousand seats, a hundred thousand attempts, nothing wrong.
  static RunReport rush() {
    return rush("rush", findings(), new RunReport.Sale(10_000, 10_000));
  }

  /// The same, caught selling a seat twice.
  static RunReport broken() {
    var violated =
        new Finding(
            "S1",
            "No seat sold twice",
            Verdict.VIOLATED,
            10_000,
            2,
            List.of(
                "performance 019ab2f4-7c3e-7b1a-9d55-1f2e3d4c5b6a seat 7b1c9a80-55aa-4a11-8f3b-0c6f6f0e1d2c:"
                    + " ticket T-4711 of order 019ab2f5-0001 (operation 8812, buyer b-17) and ticket"
                    + " T-4712 of order 019ab2f5-0002 (operation 9034, buyer b-23)\n"
                    + "  8812 invoke 12.410331 ok 12.598112\n  9034 invoke 12.411870 ok 12.644201",
                "performance 019ab2f4-7c3e-7b1a-9d55-1f2e3d4c5b6a seat A-2: two tickets"));
    var findings = findings().stream().map(f -> f.code().equals("S1") ? violated : f).toList();
    return rush("rush", findings, new RunReport.Sale(10_000, 10_001));
  }

  static RunReport rush(String scenario, List<Finding> findings, RunReport.@Nullable Sale sale) {
    return new RunReport(
        scenario,
        settings(),
        machine(),
        Instant.parse("2026-11-25T20:14:03Z"),
        Duration.ofSeconds(SampleTimeline.SECONDS),
        figures(),
        ratios(),
        findings,
        SampleTimeline.create(),
        processes(),
        profiles(),
        List.of("S18 needs the event log, which this target does not have."),
        sale);
  }

  /// Nothing happened at all.
  static RunReport empty() {
    return new RunReport(
        "browse",
        Map.of(),
        Map.of(),
        Instant.parse("2026-11-25T20:14:03Z"),
        Duration.ofMillis(1_500),
        List.of(),
        List.of(),
        List.of(),
        new Timeline(List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  /// A run in which everything that has a name has this one.
  static RunReport named(String name, Finding finding) {
    var latency = new Figure.Latency(1, 2, 3, 4, 5);
    var share = new Profile.Share(name, 0.5);
    var chart = new Timeline.Chart(name, name, List.of(new Timeline.Series(name, List.of(1.0))));
    return new RunReport(
        name,
        Map.of(name, name),
        Map.of(name, name),
        Instant.parse("2026-11-25T20:14:03Z"),
        Duration.ofSeconds(1),
        List.of(new Figure(name, 1, 1, latency, latency, Map.of(name, 1L), Map.of(name, 1.0))),
        List.of(new Ratio(name, name, name, List.of(1.0), List.of(1.0), 1.0)),
        List.of(finding),
        new Timeline(List.of(0), List.of(chart)),
        List.of(new RunReport.ProcessUse(name, 1, 1, 1)),
        List.of(new Profile(name, 1, List.of(share), List.of(share))),
        List.of(name),
        null);
  }

  private static Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("scenario", "rush");
    settings.put("seats", "10000");
    settings.put("attempts", "100000");
    settings.put("rate", "all at once");
    settings.put("seed", "4711");
    settings.put("target", "sandbox/target/run/system.json");
    return settings;
  }

  private static Map<String, String> machine() {
    var machine = new LinkedHashMap<String, String>();
    machine.put("processor", "2 cores, AMD EPYC 7B13");
    machine.put("memory", "24 GiB");
    machine.put("system", "Debian GNU/Linux 12, Linux 6.1.0");
    machine.put("Java", "25.0.3+9-LTS, Eclipse Adoptium");
    return machine;
  }

  private static List<Figure> figures() {
    return List.of(
        new Figure(
            "look",
            104_233,
            579.1,
            new Figure.Latency(1.84, 4.31, 17.2, 61.4, 204.7),
            new Figure.Latency(1.71, 3.92, 15.8, 58.3, 198.2),
            Map.of("ok", 104_211L, "overloaded", 22L),
            Map.of()),
        new Figure(
            "hold",
            100_000,
            555.6,
            new Figure.Latency(6.42, 38.9, 412.3, 1_204.6, 2_731.8),
            new Figure.Latency(5.13, 14.6, 87.4, 233.9, 641.2),
            Map.of(
                "ok", 5_931L,
                "seat-unavailable", 92_604L,
                "purchase-limit", 1_024L,
                "rate-limited", 311L,
                "outcome-unknown", 27L,
                "inventory-unavailable-while-the-pool-is-being-rebuilt", 103L),
            Map.of("edge-1", 0.412, "inventory-1", 0.198, "inventory-2", 0.203, "redis", 0.047)),
        new Figure(
            "order",
            5_904,
            32.8,
            new Figure.Latency(21.7, 48.2, 181.5, 407.3, 913.6),
            new Figure.Latency(21.2, 46.6, 171.9, 398.4, 902.5),
            Map.of("ok", 5_588L, "payment-declined", 290L, "hold-expired", 26L),
            Map.of()));
  }

  private static List<Ratio> ratios() {
    return List.of(
        new Ratio(
            "claim over gRPC",
            "empty gRPC call + claim script",
            "CPU ms per operation",
            List.of(0.231, 0.226, 0.239, 0.228, 0.233),
            List.of(0.197, 0.201, 0.198, 0.196, 0.199),
            1.25),
        new Ratio(
            "hold over REST",
            "empty call through the edge + claim script",
            "CPU ms per operation",
            List.of(0.871, 0.894, 0.902, 0.866, 0.951),
            List.of(0.641, 0.633, 0.652, 0.644, 0.638),
            1.25),
        new Ratio(
            "claim script",
            "SET NX of the same seats",
            "operations per second",
            List.of(41_200.0, 40_900.0, 41_700.0),
            List.of(22_110.0, 21_950.0, 22_340.0),
            2.5),
        new Ratio(
            "plain insert",
            "nothing but the round trip",
            "CPU ms per operation",
            List.of(0.114, 0.121, 0.117),
            List.of(0.082, 0.080, 0.084),
            null));
  }

  private static List<Finding> findings() {
    return List.of(
        new Finding("S1", "No seat sold twice", Verdict.HOLDS, 10_000, 0, List.of()),
        new Finding(
            "S2", "Ticket, confirmed order and seats agree", Verdict.HOLDS, 15_588, 0, List.of()),
        new Finding("S3", "All or nothing", Verdict.HOLDS, 5_931, 0, List.of()),
        new Finding("S4", "Money is conserved", Verdict.HOLDS, 5_904, 0, List.of()),
        new Finding("S5", "No double charge", Verdict.HOLDS, 5_904, 0, List.of()),
        new Finding(
            "S8",
            "Stock is never negative and never leaks",
            Verdict.NOT_YET,
            0,
            0,
            List.of("goods are not sold yet")),
        new Finding("S11", "A retry is idempotent", Verdict.HOLDS, 11_835, 0, List.of()),
        new Finding(
            "S16",
            "A webhook takes effect once, in any order",
            Verdict.NOT_CHECKED,
            0,
            0,
            List.of("the target names no provider, so its ledger was not read")),
        new Finding("S20", "A definite error is definite", Verdict.HOLDS, 94_369, 0, List.of()));
  }

  private static List<RunReport.ProcessUse> processes() {
    return List.of(
        new RunReport.ProcessUse("edge-1", 86.41, 0.411, 412.6),
        new RunReport.ProcessUse("user-1", 9.37, 0.0446, 251.3),
        new RunReport.ProcessUse("inventory-1", 41.66, 0.198, 318.9),
        new RunReport.ProcessUse("inventory-2", 42.58, 0.203, 321.4),
        new RunReport.ProcessUse("order-1", 38.19, 0.182, 356.7),
        new RunReport.ProcessUse("redis", 9.84, 0.0468, 24.8),
        new RunReport.ProcessUse("postgres", 27.53, 0.131, 187.2),
        new RunReport.ProcessUse("load", 71.05, 0.338, 688.1));
  }

  private static List<Profile> profiles() {
    return List.of(
        new Profile(
            "inventory-1",
            4_166,
            List.of(
                new Profile.Share(
                    "io.grpc.netty.shaded.io.netty.channel.epoll.Native.epollWait", 0.213),
                new Profile.Share(
                    "java.util.HashMap.getNode from boxoffice.inventory.hold.ClaimScript.run",
                    0.087),
                new Profile.Share("boxoffice.inventory.hold.PlaceHold.place", 0.0312)),
            List.of(
                new Profile.Share("byte[] in boxoffice.inventory.hold.ClaimScript.run", 0.342),
                new Profile.Share("java.lang.String in boxoffice.guard.CallLog.line", 0.118))),
        new Profile(
            "edge-1",
            8_641,
            List.of(
                new Profile.Share(
                    "org.apache.tomcat.util.http.parser.HttpParser.isToken from"
                        + " boxoffice.edge.request.CallerFilter.doFilterInternal",
                    0.0644)),
            List.of(
                new Profile.Share(
                    "java.util.LinkedHashMap in boxoffice.edge.Problems.of", 0.0915))));
  }
}
