package boxoffice.guard;

import boxoffice.access.v1.Access;
import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/// Lets a call through only if its method's access option in the contract says so. A method without
/// the option is closed to everybody.
final class AccessInterceptor implements ServerInterceptor {
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
          case ROLE -> caller.isPerson() && caller.hasRole(WireTypes.roleName(access.getRole()));
          case SCOPE -> isClientWith(access.getScope(), caller);
          case SIGNED_IN_OR_SCOPE ->
              caller.isPerson() || isClientWith(access.getSignedInOrScope(), caller);
          case CALLER_NOT_SET -> false;
        };
    if (!allowed) {
      throw forbidden();
    }
  }

  private static boolean isClientWith(String scope, Caller caller) {
    return !caller.isPerson() && caller.hasScope(scope);
  }

  private static WireException forbidden() {
    return new WireException(ErrorReason.FORBIDDEN, "this caller may not do that");
  }
}
