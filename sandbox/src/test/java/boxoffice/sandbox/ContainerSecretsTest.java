package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That secrets are in their files and nowhere else: images, logs, settings and processes of
/// containers.
@Tag("containers")
@ExtendWith(SharedContainers.class)
class ContainerSecretsTest {
  /// What a container was made for, in its list of processes.
  private static final Pattern FIRST_PROCESS = Pattern.compile("(?m)^(java|postgres|sleep)$");

  private final ContainerSystem system;

  ContainerSecretsTest(ContainerSystem system) {
    this.system = system;
  }

  @Test
  void a10KeepsSecretsInTheirFilesAlone() {
    var places = new ArrayList<String>();
    places.add(system.compose("logs"));
    for (var container : system.compose("ps", "--all", "--quiet").lines().toList()) {
      places.add(system.docker("inspect", container));
    }
    for (var image : images().toList()) {
      places.add(system.docker("history", "--no-trunc", image));
      places.add(system.docker("inspect", image));
    }

    assertHoldsNoSecret(places);
  }

  /// Who may look into `/proc` of a container, or of its host, learns nothing there. Of Redis all
  /// but a glimpse: its health check has a password that lets it say PING.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "user-grpc",
        "inventory-grpc",
        "order-grpc",
        "edge-api",
        "postgres",
        "provider",
        "inbox",
        "demo"
      })
  void q5ShowsNoSecretInTheProcesses(String service) {
    var seen =
        system.tryIn(
            system.container(service),
            "sh",
            "-c",
            "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline | tr '\\0' '\\n'");

    // of the first process, and not only of what looks
    assertThat(seen.text()).contains("PATH=", "HOSTNAME=").containsPattern(FIRST_PROCESS);
    assertHoldsNoSecret(List.of(seen.text()));
  }

  @Test
  void q5PutsNoSecretIntoAnImage() {
    var ours = images().filter(image -> image.startsWith("boxoffice/")).toList();
    assertThat(ours).hasSize(6);

    for (var image : ours) {
      assertThat(
              system.docker(
                  "run",
                  "--rm",
                  "--network",
                  "none",
                  "--entrypoint",
                  "sh",
                  image,
                  "-c",
                  "find /run/secrets /secrets /data -type f 2>/dev/null; echo looked"))
          .as(image)
          .isEqualTo("looked");
    }
  }

  private Stream<String> images() {
    return system.compose("config", "--images").lines().distinct();
  }

  /// Neither a value nor what it is goes into a message.
  private void assertHoldsNoSecret(List<String> places) {
    var secrets =
        system
            .compose(
                "run",
                "--rm",
                "-T",
                "--entrypoint",
                "sh",
                "secrets",
                "-c",
                "cd /secrets; for file in */*; do [ $file = redis/users.acl ] || { cat $file; echo; }; done")
            .lines()
            .filter(line -> !line.isBlank())
            .distinct()
            .toList();
    assertThat(secrets.size()).isGreaterThan(15);
    assertThat(secrets.stream().allMatch(secret -> secret.length() >= 32)).isTrue();
    for (var secret : secrets) {
      assertThat(places.stream().noneMatch(place -> place.contains(secret))).isTrue();
    }
  }
}
