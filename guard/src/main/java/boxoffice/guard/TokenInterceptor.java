package boxoffice.guard;

import boxoffice.wire.BearerToken;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.ArrayList;

/// Puts the caller whom the call's token speaks for into the context. No `authorization` header
/// means nobody in particular; a header that is not one valid bearer token ends the call, whoever
/// may call the method.
final class TokenInterceptor implements ServerInterceptor {
  private final TokenVerifier tokens;

  TokenInterceptor(TokenVerifier tokens) {
    this.tokens = tokens;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var values = headers.getAll(BearerToken.AUTHORIZATION);
    if (values == null || OwnMethods.isOfGrpc(call.getMethodDescriptor())) {
      return next.startCall(call, headers);
    }
    var sent = new ArrayList<String>();
    values.forEach(sent::add);
    if (sent.size() != 1) {
      throw TokenVerifier.invalid();
    }
    var token = BearerToken.in(sent.getFirst()).orElseThrow(TokenVerifier::invalid);
    var caller = tokens.verify(token);
    return Contexts.interceptCall(caller.in(Context.current()), call, headers, next);
  }
}
