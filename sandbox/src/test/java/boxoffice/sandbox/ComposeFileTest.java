package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// What the files say from which containers are made, where there is no engine to ask; with one,
/// [ContainerWallsTest] looks at the containers themselves.
class ComposeFileTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BASE = Pattern.compile("(?m)^FROM (\\S+)( AS \\S+)?$");
  private static final Pattern NEEDED = Pattern.compile("(?:boxoffice|spring)\\.[a-z.-]+");
  private static final Map<String, Object> SERVICES = map(compose().get("services"));

  static Stream<String> services() {
    return SERVICES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("services")
  void q8GivesAContainerNothingThatItDoesNotNeed(String name) {
    var service = map(SERVICES.get(name));

    assertThat(service)
        .containsEntry("read_only", true)
        .containsEntry("cap_drop", List.of("ALL"))
        .containsEntry("security_opt", List.of("no-new-privileges:true"))
        .doesNotContainKeys("privileged", "cap_add", "devices", "pid", "ipc", "userns_mode");
    assertThat(String.valueOf(service.get("volumes"))).doesNotContain("docker.sock");
    assertThat(String.valueOf(service.get("network_mode"))).isIn("null", "none");
    if (!String.valueOf(service.get("image")).startsWith("boxoffice/")) {
      assertThat(String.valueOf(service.get("user"))).matches("[1-9]\\d*:[1-9]\\d*");
    }
  }

  @Test
  void q8RunsNoImageOfOursAsRoot() throws IOException {
    var dockerfile = Files.readString(ROOT.resolve("Dockerfile"));

    for (var stage : dockerfile.split("(?m)^FROM ", -1)) {
      if (stage.matches("(?s)\\S+ AS (service|secrets)\\b.*")) {
        assertThat(stage).containsPattern("(?m)^USER [1-9]\\d*:[1-9]\\d*$");
      }
    }
    assertThat(dockerfile).doesNotContain("# syntax=");
  }

  /// The public image of Java has neither.
  @Test
  void asksForHealthWithoutCurl() throws IOException {
    for (var file : List.of("Dockerfile", "docker-compose.yml", "compose/http-get")) {
      assertThat(Files.readString(ROOT.resolve(file))).as(file).doesNotContain("curl", "wget");
    }
  }

  @Test
  void pinsEveryImage() throws IOException {
    var stages = List.of("build", "layers", "service", "secrets");
    var bases =
        BASE.matcher(Files.readString(ROOT.resolve("Dockerfile")))
            .results()
            .map(base -> base.group(1))
            .filter(base -> !stages.contains(base));
    var images =
        SERVICES.values().stream().map(service -> map(service).get("image")).map(String::valueOf);

    assertThat(Stream.concat(bases, images))
        .allMatch(image -> image.matches("[^:]+:.+") && !image.endsWith(":latest"));
  }

  @Test
  void publishesTheEdgeAndTheInboxOnly() {
    assertThat(SERVICES)
        .allSatisfy((name, service) ->
            assertThat(map(service).containsKey("ports"))
                .isEqualTo(List.of("edge-api", "inbox").contains(name)));
    var networks = map(compose().get("networks"));
    assertThat(networks.keySet())
        .filteredOn(name -> networks.get(name) == null)
        .containsExactly("front");
  }

  @Test
  void startsWithTheSandboxUnlessTold() throws IOException {
    var sandbox = List.of("provider", "inbox", "demo");

    assertThat(Files.readAllLines(ROOT.resolve(".env"))).contains("COMPOSE_PROFILES=sandbox");
    assertThat(SERVICES)
        .allSatisfy((name, service) -> {
          assertThat(map(service).get("profiles"))
              .isEqualTo(sandbox.contains(name) ? List.of("sandbox") : null);
          if (!sandbox.contains(name)) {
            assertThat(map(map(service).getOrDefault("depends_on", Map.of())).keySet())
                .doesNotContainAnyElementsOf(sandbox);
          }
        });
  }

  /// For developers, to this machine alone.
  @Test
  void opensServicesInTheOverrideOnly() throws IOException {
    var override = map(yaml(ROOT.resolve("docker-compose.override.example.yml")).get("services"));

    assertThat(override)
        .allSatisfy((name, service) -> {
          assertThat(map(service).get("ports")).asString().matches("\\[127\\.0\\.0\\.1:[0-9:]+]");
          assertThat(map(service).get("environment"))
              .isEqualTo(name.endsWith("-grpc") ? Map.of("BOXOFFICE_DEV", "true") : null);
        });
    assertThat(SERVICES)
        .allSatisfy(
            (name, service) -> assertThat(String.valueOf(service)).doesNotContain("BOXOFFICE_DEV"));
  }

  /// What a service refuses to start without, `compose/secrets` makes, and none stands in the
  /// environment.
  @ParameterizedTest
  @ValueSource(strings = {"user-grpc", "inventory-grpc", "order-grpc", "edge-api"})
  void makesEverySecretThatAServiceNeeds(String module) throws IOException {
    var settings = ROOT.resolve(module).resolve("src/main/resources/" + module + ".yml");
    var guard = map(map(yaml(settings).get("boxoffice")).getOrDefault("guard", Map.of()));
    var boxoffice = map(yaml(settings).get("boxoffice"));
    var needed = String.valueOf(guard.getOrDefault("secrets", boxoffice.get("guard.secrets")));
    var script = Files.readString(ROOT.resolve("compose/secrets"));

    assertThat(NEEDED.matcher(needed).results().map(name -> name.group()))
        .isNotEmpty()
        .allSatisfy(name ->
            assertThat(script.replace("$service/", module + "/")).contains(module + "/" + name));
    assertThat(map(map(SERVICES.get(module)).get("environment")))
        .allSatisfy((name, value) -> {
          if (name.matches(".*(PASSWORD|SECRET|KEY).*")) {
            assertThat(value.toString()).matches("\\$\\$\\{[a-z-]+}"); // a file's name
          }
        });
  }

  private static Map<String, Object> compose() {
    try {
      return yaml(ROOT.resolve("docker-compose.yml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> yaml(Path file) throws IOException {
    return new Yaml().load(Files.readString(file));
  }

  @SuppressWarnings("unchecked") // YAML says no types
  private static Map<String, Object> map(@Nullable Object node) {
    return (Map<String, Object>) Objects.requireNonNull(node);
  }
}
