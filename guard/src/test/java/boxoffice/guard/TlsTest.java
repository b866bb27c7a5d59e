package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;

/// Row G1 and G2: servers with the settings that docs/partners names, and our own channels to them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
  private static final String BUNDLE = "peers";

  @TempDir private static Path folder;
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private Certificates certificates;
  private GuardedServer encrypted;
  private GuardedServer mutual;

  @BeforeAll
  void start() {
    certificates = new Certificates(folder);
    encrypted = serve();
    mutual = serve("--spring.grpc.server.ssl.client-auth=require");
  }

  @AfterAll
  void stop() {
    encrypted.close();
    mutual.close();
    timers.shutdownNow();
  }

  @Test
  void encryptsForWhoTrustsTheServer() {
    assertThat(hold(encrypted, certificates.withoutKey())).isEqualTo(Status.Code.OK);
  }

  @Test
  void isNotBelievedByWhoTrustsOthers() {
    assertThat(hold(encrypted, certificates.trusting("elsewhere")))
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void takesNothingInTheClear() {
    assertThat(hold(encrypted.channel())).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(hold(mutual.channel())).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void takesCertificatesOfItsAuthorityOnly() {
    assertThat(hold(mutual, certificates.bundle("partner"))).isEqualTo(Status.Code.OK);

    assertThat(hold(mutual, certificates.withoutKey())).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(hold(mutual, certificates.bundle("foreign"))).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(hold(mutual, certificates.bundle("expired"))).isEqualTo(Status.Code.UNAVAILABLE);
  }

  /// A certificate says which machine it is, a token who calls.
  @Test
  void asksForATokenBesideTheCertificate() {
    try (var channels = channels(mutual, certificates.bundle("partner"))) {
      var holds =
          HoldServiceGrpc.newBlockingStub(
              channels.open("inventory", ErrorReason.INVENTORY_UNAVAILABLE));

      assertThat(Refusal.reason(() -> holds.getHold(GuardTest.REQUEST)))
          .isEqualTo(ErrorReason.UNAUTHENTICATED);
    }
  }

  private GuardedServer serve(String... more) {
    var tls =
        Stream.concat(
            Stream.of(certificates.settings("server", "server")),
            Stream.of("--spring.grpc.server.ssl.bundle=server"));
    return new GuardedServer(Stream.concat(tls, Stream.of(more)).toArray(String[]::new));
  }

  private Channels channels(GuardedServer to, SslBundle bundle) {
    var settings =
        Map.of(
            "boxoffice.channels.inventory.target",
            "static://127.0.0.1:" + to.port(),
            "boxoffice.channels.inventory.ssl-bundle",
            BUNDLE,
            "boxoffice.channels.inventory.deadline",
            "10s");
    return new Channels(
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("boxoffice", ChannelsSettings.class),
        timers,
        new DefaultSslBundleRegistry(BUNDLE, bundle),
        List.of());
  }

  private Status.Code hold(GuardedServer of, SslBundle bundle) {
    try (var channels = channels(of, bundle)) {
      return hold(channels.openAside("inventory"));
    }
  }

  private static Status.Code hold(Channel channel) {
    try {
      var _ =
          HoldServiceGrpc.newBlockingStub(channel)
              .withCallCredentials(new BearerToken(() -> GuardedServer.MINT.person("buyer")))
              .getHold(GuardTest.REQUEST);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }
}
