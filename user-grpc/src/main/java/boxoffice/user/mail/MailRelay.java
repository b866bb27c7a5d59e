package boxoffice.user.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.MailException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Sends what is due in the outbox: each second, and at once when a mail was added. A mail that the
/// server does not take is tried again after 1 s, 2 s, 4 s and so on up to 5 minutes, for ever.
///
/// Any number of relays may run. A crash between sending and noting it sends the mail again, with
/// the same Message-ID.
@Component
class MailRelay {
  private static final Logger log = LoggerFactory.getLogger(MailRelay.class);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 10;
  private static final int SENDERS = 4;

  private final MailStore outbox;
  private final SmtpPost post;
  private final Clock clock;
  private final Map<String, Mails.Author> authors;

  MailRelay(MailStore outbox, SmtpPost post, Clock clock, List<Mails.Author> authors) {
    this.outbox = outbox;
    this.post = post;
    this.clock = clock;
    this.authors =
        authors.stream()
            .collect(Collectors.toUnmodifiableMap(Mails.Author::type, Function.identity()));
  }

  /// Several mails beside each other: most of a mail's time is waiting for the mail server.
  @Scheduled(fixedDelay = 1000)
  void sendDue() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int sender = 0; sender < SENDERS; sender++) {
        threads.execute(this::sendUntilNoneIsDue);
      }
    }
  }

  private void sendUntilNoneIsDue() {
    try {
      while (sendNext()) {
        log.debug("a mail was dealt with");
      }
    } catch (DataAccessException | TransactionException e) {
      log.warn("the outbox cannot be read: {}", e.getMessage());
    }
  }

  private boolean sendNext() {
    var now = clock.instant();
    var taken = outbox.take(now, now.plus(LEASE));
    taken.ifPresent(this::send);
    return taken.isPresent();
  }

  private void send(MailStore.Due mail) {
    var author = authors.get(mail.type());
    if (author == null) {
      throw new IllegalStateException("nobody writes mails of type " + mail.type());
    }
    var letter = author.write(mail.accountId());
    try {
      post.send(mail.id(), letter);
    } catch (MailException e) {
      log.warn("mail {} was not taken, attempt {}", mail.id(), mail.attempts());
      outbox.postpone(mail, clock.instant().plus(backoff(mail.attempts())));
      return;
    }
    outbox.markSent(mail, clock.instant());
  }

  private static Duration backoff(int attempts) {
    var wait = Duration.ofSeconds(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }
}
