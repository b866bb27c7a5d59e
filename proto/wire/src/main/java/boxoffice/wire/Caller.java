package boxoffice.wire;

import io.grpc.Context;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who calls, as the verified access token says. Lives in the gRPC [Context] of the call, and in
/// nothing else: no field of a request ever names the caller.
///
/// @param subject the account's UUID for a person, the client id for a program
/// @param sessionId the session of a person; null for a program
/// @param roles lower case, of a person; empty for a program
/// @param scopes of a program; empty for a person
/// @param token the token itself, to be passed on to the next service
public record Caller(
    String subject,
    @Nullable String sessionId,
    Set<String> roles,
    Set<String> scopes,
    String token) {

  private static final Context.Key<Caller> KEY = Context.key("boxoffice.caller");
  private static final String ADMIN = "admin";

  public Caller {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }

  /// The caller of the call that this thread serves, if it sent a token.
  public static Optional<Caller> current() {
    return Optional.ofNullable(KEY.get());
  }

  /// The person who calls. Only for RPCs whose access rule lets no one else in.
  public static Caller person() {
    return current()
        .filter(Caller::isPerson)
        .orElseThrow(() -> new IllegalStateException("no person calls here: access rule missing"));
  }

  /// Whoever calls. Only for RPCs whose access rule asks for a token.
  public static Caller required() {
    return current()
        .orElseThrow(() -> new IllegalStateException("nobody calls here: access rule missing"));
  }

  /// A context in which this caller is the current one.
  public Context in(Context context) {
    return context.withValue(KEY, this);
  }

  public boolean isPerson() {
    return sessionId != null;
  }

  /// The account of a person.
  public UUID accountId() {
    if (!isPerson()) {
      throw new IllegalStateException(subject + " is a program and has no account");
    }
    return UUID.fromString(subject);
  }

  /// Whose the things are that this caller has: a person's account, or what stands for a program
  /// everywhere, derived from its client id.
  public UUID ownerId() {
    return isPerson() ? accountId() : ownerId(subject);
  }

  /// The same for a program that does not call.
  public static UUID ownerId(String clientId) {
    return DerivedId.of("client", clientId);
  }

  /// An admin has every role.
  public boolean hasRole(String role) {
    return roles.contains(role) || roles.contains(ADMIN);
  }

  public boolean hasScope(String scope) {
    return scopes.contains(scope);
  }

  @Override
  public String toString() {
    return "Caller[" + subject + "]"; // never the token
  }
}
