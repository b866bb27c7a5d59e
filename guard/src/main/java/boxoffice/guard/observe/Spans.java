package boxoffice.guard.observe;

import io.grpc.ClientInterceptor;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcClientInterceptor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.List;

/// Makes spans of what is asked of others: peers, Redis, the provider. While nothing is exported
/// each of them is [Observation#NOOP].
public final class Spans {
  /// For whoever is not traced.
  public static final Spans NONE = new Spans(ObservationRegistry.NOOP);

  private static final Object NO_CARRIER = new Object();

  private final ObservationRegistry registry;

  public Spans(ObservationRegistry registry) {
    this.registry = registry;
  }

  /// For what makes its spans itself; does nothing while nothing is exported.
  public ObservationRegistry registry() {
    return registry;
  }

  /// A span around one question that is not a call over gRPC; not started yet.
  ///
  /// @param asked who is asked, one word; the meter of these spans is named after it
  /// @param operation one of few
  public Observation of(String asked, String operation) {
    return registry.isNoop() ? Observation.NOOP : call(asked, operation);
  }

  private Observation call(String asked, String operation) {
    var context = new SenderContext<>((_, _, _) -> {}, Kind.CLIENT);
    context.setCarrier(NO_CARRIER);
    context.setRemoteServiceName(asked);
    return Observation.createNotStarted("boxoffice." + asked, () -> context, registry)
        .contextualName(asked + " " + operation)
        .lowCardinalityKeyValue("operation", operation);
  }

  /// The same work for another thread: it goes on under the caller's request id and span, and under
  /// nothing else of the caller's.
  public Runnable carried(Runnable work) {
    var id = RequestId.current();
    var span = registry.getCurrentObservation();
    return () -> {
      try (var _ = RequestId.during(id)) {
        Observation.tryScoped(span, work);
      }
    };
  }

  /// What stands before everything else in a channel to a peer.
  public List<ClientInterceptor> interceptors() {
    ClientInterceptor requestId = new RequestIdClientInterceptor();
    return registry.isNoop()
        ? List.of(requestId)
        : List.of(new ObservationGrpcClientInterceptor(registry), requestId);
  }
}
