package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.guard.observe.RequestId;
import boxoffice.guard.observe.Spans;
import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/// What the log lines of a call carry, over the real wire.
class RequestIdTest {
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("x-request-id", Metadata.ASCII_STRING_MARSHALLER);

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static GuardedServer server;

  private final AtomicReference<@Nullable String> seen = new AtomicReference<>();

  @BeforeAll
  static void start() {
    server = new GuardedServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void look() {
    GuardedServer.HANDLER.set(() -> seen.set(MDC.get(RequestId.FIELD)));
  }

  @AfterEach
  void forget() {
    GuardedServer.HANDLER.set(() -> {});
    MDC.remove(RequestId.FIELD);
  }

  @Test
  void isSaidOnToThePeer() {
    MDC.put(RequestId.FIELD, "request-of-a-buyer-1");

    list(ClientInterceptors.interceptForward(server.channel(), Spans.NONE.interceptors()));

    assertThat(seen.get()).isEqualTo("request-of-a-buyer-1");
  }

  @Test
  void isANewOneForWhoeverSendsNone() {
    list(server.channel());

    assertThat(UUID.fromString(String.valueOf(seen.get()))).hasToString(seen.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "a=b", "{\"level\":\"error\"}", "${jndi:ldap://x}", ""})
  void i5IsANewOneInPlaceOfWhatIsNone(String sent) {
    var headers = new Metadata();
    headers.put(HEADER, sent);

    list(
        ClientInterceptors.intercept(
            server.channel(), MetadataUtils.newAttachHeadersInterceptor(headers)));

    assertThat(UUID.fromString(String.valueOf(seen.get()))).hasToString(seen.get());
  }

  private static void list(Channel through) {
    var _ =
        PerformanceServiceGrpc.newBlockingStub(through)
            .listPerformances(ListPerformancesRequest.getDefaultInstance());
  }
}
