package boxoffice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who calls, and the token that says so.
class CallerTest {
  private static final UUID ADA = UUID.fromString("0b5c9a5e-4a3e-4b55-8d5f-000000000001");
  private static final Caller PERSON =
      new Caller(ADA.toString(), "session", Set.of("buyer"), Set.of(), "secret-token");
  private static final Caller PROGRAM =
      new Caller("order-grpc", null, Set.of(), Set.of("inventory.reserve"), "other-token");

  private final ScriptedServer server = new ScriptedServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void readsTheTokenOfAHeader() {
    assertThat(BearerToken.in("Bearer a.b.c")).hasValue("a.b.c");
    assertThat(BearerToken.in("bEARER   a.b.c")).hasValue("a.b.c");
    assertThat(BearerToken.in("Bearer a.b.c \t ")).hasValue("a.b.c");
    assertThat(BearerToken.in("Bearer a b")).hasValue("a b"); // the verifier refuses it
    for (var other :
        List.of("", "Bearer", "Bearer ", "Bearer    ", "Basic YTpi", "a.b.c", "Bearera.b.c")) {
      assertThat(BearerToken.in(other)).as(other).isEmpty();
    }
  }

  @Test
  void sendsTheToken() {
    call(new BearerToken(() -> "own-token"));

    assertThat(server.authorization()).isEqualTo("Bearer own-token");
  }

  @Test
  void sendsTheTokenOfTheCallerOn() throws Exception {
    var token = PERSON.in(Context.current()).call(BearerToken::ofCaller);
    call(token);

    assertThat(server.authorization()).isEqualTo("Bearer secret-token");
    assertThatThrownBy(BearerToken::ofCaller).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void doesNotCallWithoutAToken() {
    assertThat(
            code(() -> {
              throw Status.DEADLINE_EXCEEDED.asRuntimeException();
            }))
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(
            code(() -> {
              throw new IllegalStateException("a bug");
            }))
        .isEqualTo(Status.Code.INTERNAL);
    assertThat(server.asked()).isZero();
  }

  @Test
  void isTheCallerOfItsContextOnly() throws Exception {
    assertThat(PERSON.in(Context.current()).call(Caller::current)).contains(PERSON);
    assertThat(PERSON.in(Context.current()).call(Caller::person)).isEqualTo(PERSON);
    assertThat(Caller.current()).isEmpty();
    assertThatThrownBy(() -> PROGRAM.in(Context.current()).call(Caller::person))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void hidesItsToken() {
    assertThat(PERSON).hasToString("Caller[" + ADA + "]");
  }

  @Test
  void tellsAPersonFromAProgram() {
    assertThat(PERSON.isPerson()).isTrue();
    assertThat(PERSON.accountId()).isEqualTo(ADA);
    assertThat(PROGRAM.isPerson()).isFalse();
    assertThatThrownBy(PROGRAM::accountId).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void hasItsOwnRolesAndScopesOnly() {
    var admin = new Caller(ADA.toString(), "session", Set.of("admin"), Set.of(), "t");

    assertThat(PERSON.hasRole("buyer")).isTrue();
    assertThat(PERSON.hasRole("organiser")).isFalse();
    assertThat(admin.hasRole("organiser")).isTrue();
    assertThat(admin.hasScope("inventory.reserve")).isFalse();
    assertThat(PROGRAM.hasScope("inventory.reserve")).isTrue();
    assertThat(PROGRAM.hasScope("accounts.contact")).isFalse();
  }

  @Test
  void keepsNoChangeableSet() {
    var roles = new HashSet<>(Set.of("buyer"));
    var caller = new Caller(ADA.toString(), "session", roles, Set.of(), "t");
    roles.add("admin");

    assertThat(caller.hasRole("admin")).isFalse();
  }

  private void call(BearerToken token) {
    var _ =
        SigningKeyServiceGrpc.newBlockingStub(server.channel())
            .withCallCredentials(token)
            .listSigningKeys(ListSigningKeysRequest.getDefaultInstance());
  }

  private Status.Code code(Supplier<String> token) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> call(new BearerToken(token)))
        .getStatus()
        .getCode();
  }
}
