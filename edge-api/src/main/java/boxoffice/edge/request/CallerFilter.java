package boxoffice.edge.request;

import boxoffice.edge.problem.Explanation;
import boxoffice.edge.problem.Problems;
import boxoffice.wire.BearerToken;
import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.Context;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Verifies the token of a request, if it has one, and makes its owner the caller while the request
/// is served. A token that is sent must be good, also where none is needed.
final class CallerFilter extends OncePerRequestFilter {
  private final Function<String, Caller> verifier;
  private final Problems problems;

  /// @param verifier throws a [WireException] for a token that is not good
  CallerFilter(Function<String, Caller> verifier, Problems problems) {
    this.verifier = verifier;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
    if (headers.size() > 1) {
      problems.write(Explanation.SEVERAL_TOKENS, response);
      return;
    }
    Optional<Caller> caller;
    try {
      caller = headers.stream().findFirst().map(this::verify);
    } catch (WireException e) {
      problems.write(e, response);
      return;
    }
    if (caller.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      serve(caller.get(), request, response, chain);
    }
  }

  private Caller verify(String header) {
    var token =
        BearerToken.in(header)
            .orElseThrow(() -> new WireException(ErrorReason.INVALID_TOKEN, "not a bearer token"));
    return verifier.apply(token);
  }

  private static void serve(
      Caller caller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var context = caller.in(Context.current());
    var before = context.attach();
    try {
      chain.doFilter(request, response);
    } finally {
      context.detach(before);
    }
  }
}
