package boxoffice.parts.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.parts.process.KilledJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class LocalRedisTest {
  @TempDir private Path folder;

  @Test
  void isSetUpAsInProductionAndNeedsThePassword() {
    try (var redis = LocalRedis.start(LocalRedis.Settings.temporary());
        var client = connect(redis);
        var stranger = new Jedis(redis.host(), redis.port())) {
      assertThat(client.configGet("appendonly")).containsEntry("appendonly", "yes");
      assertThat(client.configGet("appendfsync")).containsEntry("appendfsync", "everysec");
      assertThat(client.configGet("maxmemory-policy"))
          .containsEntry("maxmemory-policy", "noeviction");
      assertThatThrownBy(stranger::ping)
          .isInstanceOf(JedisDataException.class)
          .hasMessageContaining("NOAUTH");
    }
  }

  @Test
  void keepsDataOverAKillAndARestart() {
    try (var redis = LocalRedis.start(LocalRedis.Settings.temporary())) {
      var port = redis.port();
      try (var client = connect(redis)) {
        client.set("seat", "A1");
      }

      redis.kill();

      assertThatThrownBy(() -> connect(redis)).isInstanceOf(JedisConnectionException.class);

      redis.restart();

      assertThat(redis.port()).isEqualTo(port);
      try (var client = connect(redis)) {
        assertThat(client.get("seat")).isEqualTo("A1");
      }
    }
  }

  @Test
  void answersNothingWhilePausedAndGoesOnAfterwards() {
    try (var redis = LocalRedis.start(LocalRedis.Settings.temporary());
        var client = connect(redis)) {
      client.getConnection().setSoTimeout(1_000);
      redis.pause();

      assertThatThrownBy(client::ping).isInstanceOf(JedisConnectionException.class);

      redis.resume();
      try (var next = connect(redis)) {
        assertThat(next.ping()).isEqualTo("PONG");
      }
    }
  }

  @Test
  @Tag("process")
  void keepsDataInAGivenFolderAndLeavesNoProcess() throws IOException {
    var settings = new LocalRedis.Settings(folder, 0, "secret");
    long pid;
    try (var redis = LocalRedis.start(settings);
        var client = connect(redis)) {
      client.set("seat", "A1");
      pid = server();
      redis.pause();
    }
    assertThat(KilledJvm.runs(pid)).isFalse();
    try (var redis = LocalRedis.start(settings);
        var client = connect(redis)) {
      assertThat(client.get("seat")).isEqualTo("A1");
    }
  }

  @Test
  @Tag("process")
  void isOutOfReachOfTheTerminalsSignals() throws IOException {
    try (var redis = LocalRedis.start(new LocalRedis.Settings(folder, 0, "secret"))) {
      assertThat(redis.port()).isPositive();
      // a daemon has left the process group of the JVM, and its family
      assertThat(ProcessHandle.current().children().map(ProcessHandle::pid))
          .doesNotContain(server());
    }
  }

  @Test
  @Tag("process")
  void stopsWhatAKilledJvmLeftOver() throws IOException, InterruptedException {
    KilledJvm.run(ForgottenRedis.class, folder);
    var leftOver = server();
    assertThat(KilledJvm.runs(leftOver)).isTrue();

    try (var redis = LocalRedis.start(new LocalRedis.Settings(folder, 0, "secret"));
        var client = connect(redis)) {
      assertThat(KilledJvm.runs(leftOver)).isFalse();
      assertThat(client.ping()).isEqualTo("PONG");
    }
  }

  @Test
  void namesThePortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = new LocalRedis.Settings(null, taken.getLocalPort(), null);

      assertThatThrownBy(() -> LocalRedis.start(settings))
          .hasMessage(
              "port %d is in use: Redis cannot listen on it".formatted(taken.getLocalPort()));
    }
  }

  private long server() throws IOException {
    return Long.parseLong(Files.readString(folder.resolve("redis.pid")).strip());
  }

  private static Jedis connect(LocalRedis redis) {
    return new Jedis(
        new HostAndPort(redis.host(), redis.port()),
        DefaultJedisClientConfig.builder()
            .password(redis.password())
            .timeoutMillis(30_000)
            .build());
  }
}
