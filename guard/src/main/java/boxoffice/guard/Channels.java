package boxoffice.guard;

import boxoffice.wire.BreakerInterceptor;
import boxoffice.wire.DeadlineInterceptor;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.RetryInterceptor;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ChannelCredentials;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundles;

/// The channels to peers, each with the deadlines, the retries and the circuit breaker that its
/// settings say. Calls are spread over all healthy addresses of the peer, those added later too.
///
/// A call that never left this process is told from one that may have arrived: it fails with the
/// reason given to [#open], and nothing happened.
public final class Channels implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Channels.class);
  private static final long CLOSE_SECONDS = 5;
  private static final long LOOK_SECONDS = 2;

  /// An empty name asks a server for its health as a whole.
  private static final Map<String, ?> SERVICE_CONFIG =
      Map.of(
          "loadBalancingConfig", List.of(Map.of("round_robin", Map.of())),
          "healthCheckConfig", Map.of("serviceName", ""));

  private final ChannelsSettings settings;
  private final ScheduledExecutorService timers;
  private final SslBundles bundles;
  private final List<ClientInterceptor> first;
  private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
  private final RetryRegistry retries = RetryRegistry.ofDefaults();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ManagedChannel> opened = new CopyOnWriteArrayList<>();
  private final Future<?> looking;

  /// @param timers starts retries and connections; stays open
  /// @param bundles those that settings name
  /// @param first what every call passes before anything else
  public Channels(
      ChannelsSettings settings,
      ScheduledExecutorService timers,
      SslBundles bundles,
      List<ClientInterceptor> first) {
    this.settings = settings;
    this.timers = timers;
    this.bundles = bundles;
    this.first = List.copyOf(first);
    looking =
        timers.scheduleWithFixedDelay(
            this::lookAgain, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /// gRPC asks for addresses when a connection breaks, and waits up to two minutes before it tries
  /// a dead one again. So it would find instances late that were added, or that are back.
  private void lookAgain() {
    opened.forEach(ManagedChannel::resetConnectBackoff);
  }

  /// Opens the channel to a peer; once for each peer, it is kept until this is closed.
  ///
  /// @param peer as in `boxoffice.channels`
  /// @param whenOpen why a call fails that was not sent because the peer is away
  public synchronized Channel open(String peer, ErrorReason whenOpen) {
    var channelSettings = settings.of(peer);
    var channel = connect(channelSettings);
    var careful =
        ClientInterceptors.interceptForward(
            channel,
            new DeadlineInterceptor(channelSettings.deadline(), channelSettings.deadlines()),
            new UnsentInterceptor(peer, whenOpen),
            new RetryInterceptor(retries.retry(peer, retryConfig(channelSettings.retry())), timers),
            breakers(peer, channelSettings.breaker(), channel, whenOpen),
            new DetachedInterceptor());
    return ClientInterceptors.interceptForward(careful, first);
  }

  /// Opens a channel to a peer beside that of [#open], for questions that this process asks by
  /// itself, over and over: they have a deadline and nothing else, so that they neither open the
  /// breaker of what people wait for nor wait for it.
  public synchronized Channel openAside(String peer) {
    var channelSettings = settings.of(peer);
    return ClientInterceptors.interceptForward(
        connect(channelSettings),
        new DeadlineInterceptor(channelSettings.deadline(), channelSettings.deadlines()));
  }

  private ManagedChannel connect(ChannelSettings to) {
    var channel =
        NettyChannelBuilder.forTarget(
                ListNameResolverProvider.target(to.target()), credentials(to.sslBundle()))
            .defaultServiceConfig(SERVICE_CONFIG)
            .disableServiceConfigLookUp()
            .executor(threads)
            .build();
    opened.add(channel);
    return channel;
  }

  private ChannelCredentials credentials(@Nullable String bundle) {
    if (bundle == null) {
      return InsecureChannelCredentials.create();
    }
    var managers = bundles.getBundle(bundle).getManagers();
    return TlsChannelCredentials.newBuilder()
        .keyManager(managers.getKeyManagers())
        .trustManager(managers.getTrustManagers())
        .build();
  }

  /// Shows breakers and retries as meters, those of channels opened later too.
  void measure(MeterRegistry meters) {
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
    TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(meters);
  }

  @Override
  public synchronized void close() {
    looking.cancel(false);
    opened.forEach(ManagedChannel::shutdown);
    try {
      for (var channel : opened) {
        if (!channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
          channel.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      opened.forEach(ManagedChannel::shutdownNow);
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }

  private ClientInterceptor breakers(
      String peer, ChannelSettings.Breaker of, ManagedChannel channel, ErrorReason whenOpen) {
    var most = new BreakerInterceptor(breaker(peer, of, channel), whenOpen);
    if (of.apart().isEmpty()) {
      return most;
    }
    var apart = new BreakerInterceptor(breaker(peer + "-apart", of, channel), whenOpen);
    return new ClientInterceptor() {
      @Override
      public <Q, R> ClientCall<Q, R> interceptCall(
          MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        var breaker = of.apart().contains(method.getFullMethodName()) ? apart : most;
        return breaker.interceptCall(method, options, next);
      }
    };
  }

  private CircuitBreaker breaker(String peer, ChannelSettings.Breaker of, ManagedChannel channel) {
    var config =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(of.window())
            .minimumNumberOfCalls(of.minimumCalls())
            .failureRateThreshold(of.failurePercent())
            .slowCallRateThreshold(of.failurePercent())
            .slowCallDurationThreshold(of.slowAfter())
            .waitDurationInOpenState(of.openFor())
            .permittedNumberOfCallsInHalfOpenState(of.halfOpenCalls())
            .automaticTransitionFromOpenToHalfOpenEnabled(true)
            .build();
    var breaker = breakers.circuitBreaker(peer, config);
    breaker
        .getEventPublisher()
        .onStateTransition(event -> {
          log.warn("breaker of {}: {}", peer, event.getStateTransition());
          if (event.getStateTransition().getToState() == CircuitBreaker.State.HALF_OPEN) {
            channel.resetConnectBackoff(); // the few calls that may try must really try
          }
        })
        .onError(
            event -> log.info("call of {} failed: {}", peer, event.getThrowable().getMessage()));
    return breaker;
  }

  /// Full jitter: anything from nothing to the whole wait, which doubles.
  private static RetryConfig retryConfig(ChannelSettings.Retry of) {
    IntervalFunction fullJitter =
        attempt ->
            ThreadLocalRandom.current().nextLong(1, (of.backoff().toMillis() << (attempt - 1)) + 1);
    return RetryConfig.custom().maxAttempts(of.attempts()).intervalFunction(fullJitter).build();
  }
}
