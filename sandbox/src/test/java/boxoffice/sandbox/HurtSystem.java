package boxoffice.sandbox;

import boxoffice.sandbox.EdgeClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A system of processes with a proxy between any two pieces and the test constants, hurt through
/// its control, and people who buy of it.
final class HurtSystem implements AutoCloseable {
  /// T_REC: a dependency is back, and the first success.
  static final Duration RECOVERY = Shop.RECOVERY;

  /// T_BOOT: everything is cold.
  static final Duration BOOT = Shop.BOOT;

  private static final int BUYERS = 400;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LocalSystem system;
  private final EdgeClient edge;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonNode description;
  private final Shop shop;

  private HurtSystem(LocalSystem system, Path folder) {
    this.system = system;
    this.edge = new EdgeClient(system.edgeUrl(), () -> UUID.randomUUID().toString());
    var demo = new DemoData(system, edge, Clock.systemUTC());
    demo.make();
    demo.warmUp();
    system.describe();
    description = JSON.readTree(folder.resolve("system.json").toFile());
    var tokens = new ArrayList<String>();
    for (var line : control("POST", "/buyers", "{\"count\":" + BUYERS + "}").lines().toList()) {
      tokens.add(JSON.readTree(line).path("token").asString());
    }
    var next = new AtomicInteger();
    shop = new Shop(edge, () -> tokens.get(next.getAndIncrement() % tokens.size()));
  }

  static HurtSystem start(Path folder, Map<ServiceProgram, Integer> counts) {
    return start(folder, counts, Map.of());
  }

  /// @param told Spring's properties for every service
  static HurtSystem start(
      Path folder, Map<ServiceProgram, Integer> counts, Map<String, String> told) {
    var system = LocalSystem.start(folder, settings(Ports.free(), counts, told));
    try {
      return new HurtSystem(system, folder);
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
  }

  private static SystemSettings settings(
      Ports ports, Map<ServiceProgram, Integer> counts, Map<String, String> told) {
    // the machine that runs tests does not make up for what the better compiler costs
    var quick = List.of("-XX:TieredStopAtLevel=1");
    var overrides = new EnumMap<ServiceProgram, Map<String, String>>(ServiceProgram.class);
    for (var service : ServiceProgram.values()) {
      overrides.put(service, told);
    }
    return new SystemSettings(ports, counts, Constants.TEST, overrides, true, quick, null);
  }

  /// What the sandbox tells programs.
  JsonNode description() {
    return description;
  }

  LocalSystem system() {
    return system;
  }

  EdgeClient edge() {
    return edge;
  }

  String performance() {
    return shop.performance();
  }

  /// The answer's text.
  String control(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(description.path("control").asString() + path))
            .header("Authorization", "Bearer " + description.path("controlToken").asString())
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(path + " answered " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// @param action such as `kill`
  void process(String name, String action) {
    control("POST", "/processes/" + name + ":" + action, "");
  }

  /// @param action such as `latency?millis=100`
  void link(String from, String to, String action) {
    control("POST", "/links/" + from + "/" + to + ":" + action, "");
  }

  int linkPort(String name) {
    for (var link : JSON.readTree(control("GET", "/links", ""))) {
      if (link.path("name").asString().equals(name)) {
        return link.path("port").asInt();
      }
    }
    throw new IllegalStateException("no link " + name);
  }

  JsonNode processes() {
    return JSON.readTree(control("GET", "/processes", ""));
  }

  String state(String name) {
    for (var process : processes()) {
      if (process.path("name").asString().equals(name)) {
        return process.path("state").asString();
      }
    }
    throw new IllegalStateException("no process " + name);
  }

  /// Ends all faults and waits until somebody buys again.
  void heal() {
    for (var link : JSON.readTree(control("GET", "/links", ""))) {
      var ends = link.path("name").asString().split(">", -1);
      link(ends[0], ends[1], "heal");
    }
    for (var process : processes()) {
      switch (process.path("state").asString()) {
        case "STOPPED" -> process(process.path("name").asString(), "continue");
        case "GONE" -> process(process.path("name").asString(), "restart");
        default -> {}
      }
    }
    Patience.await(
        "a purchase", Duration.ofSeconds(40), () -> shop.tryToBuy(buyer()), Shop::isConfirmed);
  }

  String buyer() {
    return shop.buyer();
  }

  JsonNode seat() {
    return shop.seat();
  }

  Answer hold(String token, JsonNode seat, String key) {
    return shop.hold(token, seat, key);
  }

  /// @return the order's id
  String buy(String token) {
    return shop.buy(token);
  }

  Answer read(String order, String token) {
    return shop.read(order, token);
  }

  boolean taken(JsonNode seat) {
    return shop.taken(seat);
  }

  @Override
  public void close() {
    edge.close();
    http.close();
    system.close();
  }
}
