package boxoffice.guard;

import boxoffice.access.v1.Access;
import boxoffice.access.v1.Role;
import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Locale;

/// Lets a call through only if its method's access option in the contract says so. A method without
/// the option is closed to everybody.
final class AccessInterceptor implements ServerInterceptor {
  private static final String PREFIX = "ROLE_";

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var method = call.getMethodDescriptor();
    if (!OwnMethods.isOfGrpc(method)) {
      check(OwnMethods.access(method).orElseThrow(AccessInterceptor::forbidden));
    }
    return next.startCall(call, headers);
  }

  private static void check(Access access) {
    if (access.getCallerCase() == Access.CallerCase.ANYONE) {
      return;
    }
    var caller =
        Caller.current()
            .orElseThrow(
                () -> new WireException(ErrorReason.UNAUTHENTICATED, "an access token is needed"));
    var allowed =
        switch (access.getCallerCase()) {
          case ANYONE -> true;
          case SIGNED_IN -> caller.isPerson();
          case ROLE -> caller.isPerson() && caller.hasRole(name(access.getRole()));
          case SCOPE -> !caller.isPerson() && caller.hasScope(access.getScope());
          case CALLER_NOT_SET -> false;
        };
    if (!allowed) {
      throw forbidden();
    }
  }

  private static String name(Role role) {
    return role.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
  }

  private static WireException forbidden() {
    return new WireException(ErrorReason.FORBIDDEN, "this caller may not do that");
  }
}
