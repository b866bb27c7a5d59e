package boxoffice.parts.provider;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All that the provider knows. Requests are executed one at a time, each all or nothing: its
/// changes, its bookings and the answer under its idempotency key become visible and are written
/// down together.
final class Account implements AutoCloseable {
  private final Map<String, Intent> intents = new LinkedHashMap<>();
  private final Map<String, Refund> refunds = new LinkedHashMap<>();
  private final SequencedMap<String, Event> events = new LinkedHashMap<>();
  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final Ledger ledger;
  private final Journal journal;
  private final StripeIds ids;
  private final Clock clock;
  private final Consumer<List<Event>> audience;

  /// @param file where to keep everything between runs, null for memory only
  /// @param audience is told what happened, once it is written down
  Account(@Nullable Path file, StripeIds ids, Clock clock, Consumer<List<Event>> audience) {
    this.ids = ids;
    this.clock = clock;
    this.audience = audience;
    ledger = new Ledger(clock);
    journal = Journal.open(file, this::replay);
  }

  /// A request that changes something.
  ///
  /// @param endpoint method and path, which the idempotency key belongs to as well
  record Request(@Nullable String idempotencyKey, String endpoint, Form form) {
    private String fingerprint() {
      return endpoint + ' ' + form.fingerprint();
    }
  }

  /// Executes a request, or repeats the answer that its idempotency key got before. Throws
  /// [StripeRefusal] when nothing was executed.
  Answer execute(Request request, Function<Change, Answer> operation) {
    var key = request.idempotencyKey();
    if (key == null) {
      return commit(request, operation);
    }
    var stored = keys.begin(key, request.fingerprint());
    if (stored.isPresent()) {
      return stored.get().answer();
    }
    try {
      return commit(request, operation);
    } finally {
      keys.end(key);
    }
  }

  private synchronized Answer commit(Request request, Function<Change, Answer> operation) {
    var change = new Change();
    var answer = operation.apply(change);
    var entries = change.bookings().stream().map(ledger::book).toList();
    change.intents().forEach(intent -> intents.put(intent.id(), intent));
    change.refunds().forEach(refund -> refunds.put(refund.id(), refund));
    var stored = stored(request, answer);
    if (stored != null) {
      keys.store(stored);
    }
    var told = change.news().stream().map(news -> event(news, request)).toList();
    told.forEach(event -> events.put(event.id(), event));
    journal.append(new Journal.Line(change.intents(), change.refunds(), entries, stored, told));
    audience.accept(told);
    return answer;
  }

  private Event event(Change.News news, Request request) {
    return new Event(
        ids.next("evt"),
        news.type(),
        clock.instant().getEpochSecond(),
        news.object().toString(),
        news.order(),
        request.idempotencyKey());
  }

  private static IdempotencyKeys.@Nullable Stored stored(Request request, Answer answer) {
    var key = request.idempotencyKey();
    return key == null
        ? null
        : new IdempotencyKeys.Stored(key, request.fingerprint(), answer.status(), answer.body());
  }

  private void replay(Journal.Line line) {
    line.intents().forEach(intent -> intents.put(intent.id(), intent));
    line.refunds().forEach(refund -> refunds.put(refund.id(), refund));
    line.entries().forEach(ledger::restore);
    if (line.events() != null) {
      line.events().forEach(event -> events.put(event.id(), event));
    }
    if (line.answer() != null) {
      keys.store(line.answer());
    }
  }

  synchronized Optional<Intent> intent(String id) {
    return Optional.ofNullable(intents.get(id));
  }

  synchronized Optional<Refund> refund(String id) {
    return Optional.ofNullable(refunds.get(id));
  }

  synchronized Optional<Event> event(String id) {
    return Optional.ofNullable(events.get(id));
  }

  synchronized Optional<Intent> intentOfCharge(String charge) {
    return intents.values().stream().filter(intent -> charge.equals(intent.charge())).findFirst();
  }

  /// Newest first.
  synchronized List<Refund> refundsOf(String intent) {
    return refunds.values().stream()
        .filter(refund -> refund.paymentIntent().equals(intent))
        .toList()
        .reversed();
  }

  /// Newest first.
  synchronized List<Event> events() {
    return new ArrayList<>(events.values()).reversed();
  }

  /// Some of a list.
  ///
  /// @param after the id of the last one before; null for its beginning
  record Part(@Nullable String after, int most) {}

  /// Newest first. Looks no further than it has to: there may be very many.
  ///
  /// @param since seconds since the epoch
  synchronized List<Event> events(long since, Predicate<Event> wanted, Part part) {
    var found = new ArrayList<Event>();
    var begun = part.after() == null;
    for (var event : events.sequencedValues().reversed()) {
      if (event.created() < since || found.size() == part.most()) {
        break;
      }
      if (begun && wanted.test(event)) {
        found.add(event);
      }
      begun = begun || event.id().equals(part.after());
    }
    return found;
  }

  /// Newest first.
  synchronized List<Intent> intents() {
    return new ArrayList<>(intents.values()).reversed();
  }

  synchronized List<LedgerEntry> entries() {
    return ledger.entries();
  }

  synchronized String ledgerJson() {
    return StripeJson.ledger(ledger.entries(), ledger.totals());
  }

  @Override
  public synchronized void close() {
    journal.close();
  }
}
