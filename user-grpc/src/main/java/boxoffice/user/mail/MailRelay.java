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
import org.springframework.mail.MailPreparationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Sends what is due in the outbox: each second, and at once when a mail was added. A mail that the
/// server does not take is tried again after 1 s, 2 s, 4 s and so on up to 5 minutes, for ever.
///
/// Any number of relays may run. A crash between sending and noting it sends the mail again, with
/// the same Message-ID. A mail whose address cannot stand in a header is given up. What is done is
/// kept for thirty days, without its facts.
@Component
class MailRelay {
  private static final Logger log = LoggerFactory.getLogger(MailRelay.class);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 10;
  private static final int SENDERS = 4;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int FORGOTTEN_AT_ONCE = 500;

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
  @Scheduled(fixedDelayString = "${boxoffice.user.mail-every:1s}")
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
    var letter = author.write(mail.facts());
    try {
      letter.ifPresent(some -> post.send(mail.id(), some));
    } catch (MailPreparationException e) {
      log.warn("mail {} is given up: it cannot be written", mail.id());
    } catch (MailException e) {
      log.warn("mail {} was not taken, attempt {}", mail.id(), mail.attempts());
      outbox.postpone(mail, clock.instant().plus(backoff(mail.attempts())));
      return;
    }
    outbox.markDone(mail, clock.instant());
  }

  /// Some at a time, so that it never holds others up.
  @Scheduled(fixedDelay = 60_000)
  void forgetOld() {
    try {
      var deleted = outbox.forget(clock.instant().minus(KEPT), FORGOTTEN_AT_ONCE);
      log.debug("{} old mails were deleted", deleted);
    } catch (DataAccessException | TransactionException e) {
      log.warn("old mails cannot be deleted: {}", e.getMessage());
    }
  }

  private static Duration backoff(int attempts) {
    var wait = Duration.ofSeconds(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }
}
