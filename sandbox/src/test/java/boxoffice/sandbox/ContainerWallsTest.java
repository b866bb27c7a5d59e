package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.wire.Rpcs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What somebody gets who got into one container, or onto one of the networks.
@Tag("containers")
@ExtendWith(SharedContainers.class)
class ContainerWallsTest {
  /// Ours are built in it, and have none.
  private static final String WITH_CURL = "maven:3.9-eclipse-temurin-25";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Map<String, Integer> GRPC =
      Map.of("user", 9091, "inventory", 9092, "order", 9093);

  private static final Map<String, Integer> MANAGEMENT =
      Map.of("user-grpc", 19091, "inventory-grpc", 19092, "order-grpc", 19093, "edge-api", 18080);

  /// As HTTP/2 spells them.
  private static final List<String> CLOSED =
      Rpcs.closed().stream()
          .map(rpc -> rpc.getService().getFullName() + "/" + rpc.getName())
          .toList();

  private final ContainerSystem system;

  ContainerWallsTest(ContainerSystem system) {
    this.system = system;
  }

  @Test
  void q8GivesNoContainerMoreThanItNeeds() {
    var all = system.compose("ps", "--all", "--quiet").lines().toList();
    assertThat(all).hasSizeGreaterThan(9);
    for (var container : all) {
      var seen = JSON.readTree(system.docker("inspect", container)).get(0);
      var host = seen.path("HostConfig");
      assertThat(seen.path("Config").path("User").asString()).matches("[1-9]\\d*:[1-9]\\d*");
      assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
      assertThat(host.path("Privileged").asBoolean()).isFalse();
      assertThat(texts(host.path("CapDrop"))).containsExactly("ALL");
      assertThat(host.path("CapAdd")).isEmpty();
      assertThat(texts(host.path("SecurityOpt"))).containsExactly("no-new-privileges:true");
      assertThat(seen.path("Mounts").toString()).doesNotContain("docker.sock");
    }
    for (var container : system.compose("ps", "--quiet").lines().toList()) {
      assertThat(system.tryIn(container, "grep", "CapEff", "/proc/1/status").text())
          .endsWith("0000000000000000");
      assertThat(system.tryIn(container, "touch", "/etc/ours").text())
          .contains("Read-only file system");
    }
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }

  @ParameterizedTest
  @CsvSource({"services,user", "services,inventory", "services,order", "stores,inventory"})
  void a9AnswersNoCallWithoutAToken(String network, String service) {
    var closed = CLOSED.stream().filter(rpc -> rpc.startsWith("boxoffice." + service)).toList();
    assertThat(closed).isNotEmpty();

    var statuses = statuses(network, service, closed);

    assertThat(statuses.keySet()).containsExactlyInAnyOrderElementsOf(closed);
    assertThat(statuses).allSatisfy((rpc, status) -> assertThat(status).isEqualTo("16"));
  }

  @ParameterizedTest
  @CsvSource({"user", "inventory", "order"})
  void g6ShowsNobodyTheContract(String service) {
    var reflection =
        List.of(
            "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo");

    assertThat(statuses("services", service, reflection).values()).containsExactly("12", "12");
  }

  /// gRPC's status of a call with an empty message and no token, by call.
  private Map<String, String> statuses(String network, String service, List<String> rpcs) {
    var script = new StringBuilder();
    for (var rpc : rpcs) {
      script.append(
          """
          printf '%s ' %s; printf '\\0\\0\\0\\0\\0' |
            curl -sS --max-time 5 --http2-prior-knowledge -D - -o /dev/null --data-binary @- \
              -H 'Content-Type: application/grpc' -H 'TE: trailers' http://%s-grpc:%d/%s |
            tr -d '\\r' | grep '^grpc-status: ' || echo none
          """
              .formatted("%s", rpc, service, GRPC.get(service), rpc));
    }
    return system
        .stranger(network, WITH_CURL, script.toString())
        .lines()
        .map(line -> line.split(" ", -1))
        .collect(Collectors.toMap(words -> words[0], words -> words[words.length - 1]));
  }

  @ParameterizedTest
  @CsvSource({"services", "stores", "front", "outward"})
  void g21OpensNoManagementPort(String network) {
    var script = new StringBuilder();
    MANAGEMENT.forEach((name, port) ->
        script.append("(: </dev/tcp/%s/%d) 2>/dev/null && echo %s\n".formatted(name, port, name)));

    assertThat(system.stranger(network, system.image(), script + "true")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "services,postgres,5432", "services,redis,6379", "services,provider,8090",
    "front,postgres,5432", "front,redis,6379", "front,user-grpc,9091",
    "limits,postgres,5432", "limits,inventory-grpc,9092", "stores,provider,8090"
  })
  void leadsFromOneNetworkToNoOther(String network, String host, int port) {
    assertThat(
            system.stranger(
                network,
                system.image(),
                "(: </dev/tcp/%s/%d) 2>/dev/null && echo reached; true".formatted(host, port)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"stores", "limits"})
  void q4LetsNobodyIntoRedisWithoutItsPassword(String network) {
    var tries =
        List.of(
            "PING",
            "AUTH redis",
            "AUTH default default",
            "AUTH admin admin",
            "AUTH inventory redis",
            "AUTH guard guard",
            "AUTH operator operator",
            "INFO",
            "CONFIG GET dir");
    var script = new StringBuilder();
    tries.forEach(line ->
        script.append(
            "exec 3<>/dev/tcp/redis/6379; printf '%s\\r\\n' >&3; head -1 <&3; exec 3>&-\n"
                .formatted(line)));

    assertThat(system.stranger(network, system.image(), script.toString()).lines())
        .hasSameSizeAs(tries)
        .allMatch(answer -> answer.matches("-(NOAUTH|WRONGPASS|ERR AUTH).*\\r?"));
  }

  @Test
  void q4LetsNobodyIntoPostgresWithoutItsPassword() {
    var tries = new ArrayList<String>();
    for (var role : List.of("postgres", "user_grpc", "inventory_grpc", "order_grpc", "auditor")) {
      for (var password : List.of("", "postgres", "admin", "guest", "password", role)) {
        tries.add(
            "PGPASSWORD='%s' psql -wXAtq -h postgres -U %s -d boxoffice -c 'select 1' 2>&1 | head -1"
                .formatted(password, role));
      }
    }

    assertThat(system.stranger("stores", "postgres:18", String.join("\n", tries)).lines())
        .hasSameSizeAs(tries)
        .allMatch(line -> line.matches(".*(no password supplied|authentication failed).*"));
  }

  @ParameterizedTest
  @CsvSource({
    "inventory-grpc,SPRING_GRPC_SERVER_REFLECTION_ENABLED=true,needs boxoffice.dev=true",
    "order-grpc,BOXOFFICE_ORDER_TICKET_KEY=changeme,is a placeholder: it needs a secret of its own",
    "edge-api,BOXOFFICE_GUARD_CLIENT_SECRET=,boxoffice.guard.client.secret is not set"
  })
  void d4StartsNothingThatWouldBreakAPromise(String service, String setting, String line) {
    var ended = system.tryCompose("run", "--rm", "--no-deps", "-T", "-e", setting, service);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text().lines().filter(text -> text.contains("refuses to start")))
        .singleElement()
        .asString()
        .endsWith(line);
    assertThat(ended.text()).doesNotContain("\tat ");
  }

  @Test
  void d4StartsOnNoRedisThatForgets() {
    redis("CONFIG SET maxmemory-policy allkeys-lru");
    try {
      var ended = system.tryCompose("run", "--rm", "--no-deps", "-T", "inventory-grpc");

      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.text()).contains("refuses to start: Redis has maxmemory_policy allkeys-lru");
    } finally {
      redis("CONFIG SET maxmemory-policy noeviction");
    }
  }

  private void redis(String command) {
    var answer =
        system.compose(
            "exec",
            "-T",
            "redis",
            "sh",
            "-c",
            "REDISCLI_AUTH=$(cat /run/secrets/operator) redis-cli --user operator " + command);
    assertThat(answer).isEqualTo("OK");
  }
}
