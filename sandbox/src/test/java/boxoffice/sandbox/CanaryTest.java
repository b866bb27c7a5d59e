package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.JsonNode;

/// What people keep secret stands nowhere: in no log, no metric, no span, no file of a store, not
/// in Redis. Services log as in containers, in JSON, which says all that plain lines say.
@Tag("faults")
class CanaryTest {
  private static final Pattern MAILED = Pattern.compile("#token=([A-Za-z0-9_-]{43})");

  /// What is called at the very end, and whom that reaches.
  private static final Map<String, String> LAST =
      Map.of(
          "http get /v1/accounts/me", "user-grpc",
          "http get /v1/performances/{performance}", "inventory-grpc",
          "http get /v1/orders", "order-grpc");

  private final SpanCollector collector = new SpanCollector();
  private final HurtSystem system;
  private final PatientEdge edge;
  private final String run = UUID.randomUUID().toString();
  private final String email = "canary-" + run + "@example.com";
  private final String name = "Canary of " + run;

  /// What opens the door; people are shown them.
  private final List<String> codes = new ArrayList<>();

  /// By what they are.
  private final Map<String, String> secrets = new LinkedHashMap<>();

  CanaryTest(@TempDir Path folder) {
    var told = new HashMap<>(collector.settings());
    told.put("logging.structured.format.console", "ecs");
    told.put("logging.config", Path.of("src/test/resources/json-logs.xml").toUri().toString());
    system = HurtSystem.start(folder, Map.of(), told);
    edge = new PatientEdge(system.edge());
  }

  @AfterEach
  void stop() {
    system.close();
    collector.close();
  }

  @Test
  void keepsNoSecretWhereOthersCouldReadItA10() throws IOException {
    leadALife();
    var found = new TreeSet<String>();

    try (var files = Files.walk(system.system().folder())) {
      files
          .filter(Files::isRegularFile)
          .forEach(file ->
              secrets.forEach((what, secret) -> {
                if (holds(file, secret)) {
                  found.add(what + " in " + system.system().folder().relativize(file));
                }
              }));
    }
    for (var instance : system.system().instances().all()) {
      var metrics = metrics(instance);
      secrets.forEach((what, secret) -> {
        if (metrics.contains(secret)) {
          found.add(what + " in the metrics of " + instance.name());
        }
      });
      assertThat(metrics).as("metrics of " + instance.name()).doesNotContain(email, name);
    }
    assertThat(redisText())
        .doesNotContain(email, name)
        .doesNotContain(codes)
        .doesNotContain(secrets.values());
    assertThat(logs()).contains("\"@timestamp\"").doesNotContain(email, name).doesNotContain(codes);
    var spans = spans();
    secrets.forEach((what, secret) -> {
      if (spans.contains(secret)) {
        found.add(what + " in the spans");
      }
    });
    assertThat(spans).doesNotContain(email, name).doesNotContain(codes);
    assertThat(found).isEmpty();
  }

  private void leadALife() {
    secrets.put("password", "canary one " + run);
    secrets.put("second password", "canary two " + run);
    secrets.put("wrong password", "canary no " + run);
    edge.post(
            "/v1/accounts",
            Map.of("email", email, "password", secrets.get("password"), "displayName", name),
            null)
        .succeeded();
    secrets.put("mailed token", mailedToken());
    edge.post("/v1/accounts:verifyEmail", Map.of("token", secrets.get("mailed token")), null)
        .succeeded();
    assertThat(signIn("wrong password").status()).isEqualTo(401);
    var session = keep("first", signIn("password").ok());
    var refreshed =
        edge.post(
                "/v1/sessions:refresh",
                Map.of("refreshToken", session.path("refreshToken").asString()),
                null)
            .ok();
    var token = keep("second", refreshed).path("accessToken").asString();
    edge.post(
            "/v1/accounts/me:changePassword",
            Map.of(
                "currentPassword", secrets.get("password"),
                "newPassword", secrets.get("second password")),
            token)
        .succeeded();
    assertThat(edge.post("/v1/sessions:refresh", Map.of("refreshToken", run), null).status())
        .isEqualTo(401);
    var order = system.buy(token);
    edge.get("/v1/orders/" + order + "/tickets", token)
        .ok()
        .path("tickets")
        .forEach(ticket -> codes.add(ticket.path("code").asString()));
    assertThat(codes).hasSize(1).doesNotContain("");
    edge.get("/v1/accounts/me", token).succeeded();
    edge.get("/v1/performances/" + system.performance(), null).succeeded();
    edge.get("/v1/orders", token).succeeded();
  }

  private JsonNode keep(String which, JsonNode session) {
    secrets.put(which + " access token", session.path("accessToken").asString());
    secrets.put(which + " refresh token", session.path("refreshToken").asString());
    return session;
  }

  private EdgeClient.Answer signIn(String password) {
    var credentials = Map.of("email", email, "password", secrets.get(password));
    return edge.post("/v1/sessions", credentials, null);
  }

  private String mailedToken() {
    try (var inbox = new EdgeClient(system.system().inboxUrl(), () -> run)) {
      var mails =
          Patience.await(
              "a mail",
              HurtSystem.BOOT,
              () -> inbox.text("/messages?to=" + email),
              text -> MAILED.matcher(text).find());
      var token = MAILED.matcher(mails);
      assertThat(token.find()).isTrue();
      return token.group(1);
    }
  }

  private static boolean holds(Path file, String secret) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String logs() throws IOException {
    var text = new StringBuilder();
    try (Stream<Path> files = Files.walk(system.system().folder())) {
      for (var file : files.filter(path -> path.toString().endsWith(".log")).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  private static String metrics(Instance instance) {
    var url = instance.readiness().resolve("/actuator/").toString();
    try (var management = new EdgeClient(url, () -> "none")) {
      return management.text("prometheus");
    }
  }

  /// All that was exported, once every service has exported what it did last.
  private String spans() {
    LAST.forEach((call, service) ->
        Patience.await(
            "spans of " + call,
            HurtSystem.BOOT,
            () -> tracesOf(call),
            traces ->
                collector.spans().stream()
                    .anyMatch(
                        span -> traces.contains(span.trace()) && span.service().equals(service))));
    return collector.text();
  }

  private Set<String> tracesOf(String call) {
    return collector.spans().stream()
        .filter(span -> span.name().equals(call))
        .map(SpanCollector.Seen::trace)
        .collect(Collectors.toUnmodifiableSet());
  }

  private String redisText() {
    var redis = system.system().redis();
    var text = new StringBuilder();
    try (var client =
        RedisClient.builder()
            .hostAndPort(redis.host(), redis.port())
            .clientConfig(DefaultJedisClientConfig.builder().password(redis.password()).build())
            .build()) {
      for (var key : client.keys("*")) {
        text.append(key).append(' ');
        text.append(new String(client.dump(key), StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
    assertThat(text.toString()).contains("limit:"); // it looked where they would be
    return text.toString();
  }
}
