package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.guard.repetition.Repetition;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a caller hears of a repetition, over the wire.
final class RepetitionTest {
  @SuppressWarnings("NullAway.Init") // set before the first test
  private static GuardedServer server;

  @BeforeAll
  static void start() {
    server = new GuardedServer();
  }

  @AfterAll
  static void stop() {
    GuardedServer.HANDLER.set(() -> {});
    server.close();
  }

  @Test
  void tellsWhatWasFoundUnlessItWasMadeFirst() {
    assertThat(told(() -> {})).isNull();
    assertThat(told(Repetition::found)).isEqualTo("true");
    assertThat(told(Repetition::made)).isNull();
    assertThat(
            told(() -> {
              Repetition.made();
              Repetition.found();
            }))
        .isNull();
    assertThat(told(() -> {})).as("of another call").isNull();
  }

  @Test
  void tellsNothingWithAFailure() {
    var told =
        told(() -> {
          Repetition.found();
          throw new WireException(ErrorReason.ETAG_MISMATCH, "it has changed since");
        });

    assertThat(told).isNull();
  }

  @Test
  void goesNowhereOutsideOfACall() {
    Repetition.found();

    assertThat(told(() -> {})).isNull();
  }

  private static @Nullable String told(Runnable handler) {
    GuardedServer.HANDLER.set(handler);
    var headers = new AtomicReference<>(new Metadata());
    var trailers = new AtomicReference<>(new Metadata());
    var holds =
        server
            .holds(GuardedServer.MINT.person("buyer"))
            .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
    try {
      var _ = holds.getHold(GuardTest.REQUEST);
      return trailers.get().get(Repetition.TRAILER);
    } catch (StatusRuntimeException e) {
      var failed = e.getTrailers();
      return failed == null ? null : failed.get(Repetition.TRAILER);
    }
  }
}
