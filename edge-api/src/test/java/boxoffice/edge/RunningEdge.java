package boxoffice.edge;

import boxoffice.user.RunningUserGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An edge on free ports, and a client of it.
public final class RunningEdge implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// What of `edge-api.yml` says how long a call may take, by peer and by method.
  private static final Pattern DEADLINE =
      Pattern.compile("boxoffice\\.channels\\.\\w+\\.(deadline|deadlines\\[.*])");

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningEdge(List<String> settings) {
    this.context = EdgeApplication.start(settings.toArray(String[]::new));
  }

  /// @param settings such as `--boxoffice.channels.user.target=...`
  public static RunningEdge start(String... settings) {
    var all = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0"));
    all.addAll(RunningUserGrpc.guardArguments());
    all.addAll(List.of(settings));
    addPatience(all);
    addRoomForAll(all);
    return new RunningEdge(all);
  }

  /// See [boxoffice.user.Patience]; what a test is about it sets itself.
  private static void addPatience(List<String> settings) {
    for (var peer : List.of("user", "inventory", "order")) {
      add(settings, "boxoffice.channels." + peer + ".breaker.slow-after", "30s");
    }
    var yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("edge-api.yml"));
    Objects.requireNonNull(yaml.getObject()).stringPropertyNames().stream()
        .filter(DEADLINE.asMatchPredicate())
        .forEach(name -> add(settings, name, "30s"));
  }

  private static void add(List<String> settings, String name, String value) {
    var argument = "--" + name + "=";
    if (settings.stream().noneMatch(setting -> setting.startsWith(argument))) {
      settings.add(argument + value);
    }
  }

  /// Tests share their users, their address and their Redis; limits are set by whoever tests them.
  private static void addRoomForAll(List<String> settings) {
    for (var routes : List.of("browse", "claim", "checkout", "change")) {
      for (var whose : List.of("user", "address", "all")) {
        add(settings, "boxoffice.guard.limits." + routes + "-" + whose + ".burst", "1000000");
      }
    }
  }

  /// With nothing behind it.
  public static RunningEdge alone(String... settings) {
    var nowhere = "static://127.0.0.1:" + closedPort();
    var all = new ArrayList<>(List.of("--boxoffice.guard.denylist.first-answer=0s"));
    all.addAll(List.of(settings));
    return before(nowhere, nowhere, nowhere, all.toArray(String[]::new));
  }

  /// With these services behind it.
  public static RunningEdge before(
      String user, String inventory, String order, String... settings) {
    var all =
        new ArrayList<>(
            List.of(
                "--boxoffice.channels.user.target=" + user,
                "--boxoffice.channels.inventory.target=" + inventory,
                "--boxoffice.channels.order.target=" + order));
    all.addAll(List.of(settings));
    return start(all.toArray(String[]::new));
  }

  /// A port that nobody listens on.
  public static int closedPort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public URI management(String path) {
    var port = context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    return URI.create("http://127.0.0.1:" + port + path);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
  }

  /// A POST of JSON with an idempotency key.
  public HttpRequest.Builder post(String path, String key, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// What comes back for this text, its lines ended as HTTP ends them, until the server closes.
  public String raw(String request) {
    var bytes = request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }

  /// An answer, its body read as JSON where asked for.
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String body() {
      return response.body();
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public String code() {
      return json().path("code").asString("");
    }

    public String field() {
      return json().path("field").asString("");
    }
  }
}
