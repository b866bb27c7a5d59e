package boxoffice.parts.provider;

import boxoffice.parts.http.LocalHttp;
import boxoffice.parts.process.DataDirectory;
import boxoffice.parts.process.LocalPort;
import io.javalin.config.RoutesConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Stripe-compatible payment provider on 127.0.0.1. Point `stripe-java` at [#url()] with
/// [#secretKey()].
///
/// It can be stopped and started again on the same port with all it knows, so that a test can make
/// it unreachable and bring it back. `GET /ledger` needs no key: it is there for whoever audits. It
/// misbehaves when told, in this JVM by [#faults()], from outside by the paths below `/control`
/// ([ProviderControl]).
public final class PaymentProvider implements AutoCloseable {
  private static final String NAME = "the payment provider";

  private final Settings settings;
  private final int port;
  private final @Nullable DataDirectory directory;
  private final Account account;
  private final StripeFace face;
  private final SecretKey key;
  private final Faults faults = new Faults();
  private final WebhookSender sender;
  private final Webhooks webhooks;
  private final Operator operator;
  private @Nullable LocalHttp server;

  private PaymentProvider(Settings settings, @Nullable DataDirectory directory, Clock clock) {
    this.settings = settings;
    this.directory = directory;
    port = LocalPort.choose(settings.port(), NAME);
    key = new SecretKey(settings.secretKey());
    var ids = new StripeIds();
    var file = directory == null ? null : directory.path().resolve("journal.jsonl");
    account = new Account(file, ids, clock, this::tell);
    sender = new WebhookSender(clock);
    webhooks = new Webhooks(account, sender);
    operator = new Operator(account, ids);
    var publicUrl = settings.publicUrl() == null ? url() : settings.publicUrl();
    var intents = new PaymentIntents(account, ids, clock, publicUrl + OwnersPage.PATH);
    face = new StripeFace(account, intents, new Refunds(account, ids, clock), ids, faults);
  }

  private void tell(List<Event> events) {
    webhooks.happened(events);
  }

  private void addRoutes(RoutesConfig routes) {
    routes.before("/v1/*", key::check);
    routes.before("/control/*", key::check);
    face.addTo(routes);
    new OwnersPage(operator).addTo(routes);
    new ProviderControl(faults, webhooks, operator).addTo(routes);
  }

  /// What a provider is started with.
  ///
  /// @param directory where it keeps intents, refunds, answers and the ledger between runs; null
  ///   for memory only
  /// @param port 0 for a free one
  /// @param secretKey the API key that clients must present
  /// @param publicUrl where browsers reach it, without a path; null for [#url()]
  public record Settings(
      @Nullable Path directory, int port, String secretKey, @Nullable String publicUrl) {
    public Settings(@Nullable Path directory, int port, String secretKey) {
      this(directory, port, secretKey, null);
    }

    /// For tests: memory only, a free port, a fixed key.
    public static Settings temporary() {
      return new Settings(null, 0, "sk_test_sandbox");
    }
  }

  /// Starts a provider and returns when it listens. Fails with one clear message when the port is
  /// taken.
  public static PaymentProvider start(Settings settings) {
    var kept = settings.directory();
    var directory = kept == null ? null : DataDirectory.open(kept, NAME);
    try {
      var provider = new PaymentProvider(settings, directory, Clock.systemUTC());
      provider.start();
      return provider;
    } catch (RuntimeException e) {
      if (directory != null) {
        directory.close();
      }
      throw e;
    }
  }

  /// Listens again after [#stop()]. Nothing happens while it listens.
  public synchronized void start() {
    if (server == null) {
      server = LocalHttp.start(port, NAME, this::addRoutes);
      sender.resume();
    }
  }

  /// Refuses connections and tells nothing until [#start()]; what it knows stays.
  public synchronized void stop() {
    if (server != null) {
      sender.pause();
      server.close();
      server = null;
    }
  }

  /// Where it listens, or would.
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public String secretKey() {
    return settings.secretKey();
  }

  /// All that happened so far, in order: the same as `GET /ledger`, also while it is stopped.
  public List<LedgerEntry> ledger() {
    return account.entries();
  }

  /// What goes wrong, and who waits.
  public Faults faults() {
    return faults;
  }

  /// What it tells of its own accord.
  public Webhooks webhooks() {
    return webhooks;
  }

  /// What happens there by other hands than the client's.
  public Operator operator() {
    return operator;
  }

  @Override
  public void close() {
    faults.clear();
    stop();
    sender.close();
    account.close();
    if (directory != null) {
      directory.close();
    }
  }
}
