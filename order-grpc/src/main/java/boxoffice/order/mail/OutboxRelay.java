package boxoffice.order.mail;

import io.grpc.StatusRuntimeException;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Sends what stands in the outbox. Every instance has one; a row is sent by one at a time, at
/// least once, always with the same Message-ID. What cannot be sent, or not even be read, is tried
/// again until it goes or a person gives it up, and keeps no other order's mail waiting.
final class OutboxRelay {
  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int AT_ONCE = 10;

  private final OutboxStore outbox;
  private final Contacts contacts;
  private final JavaMailSender mails;
  private final JsonMapper json;
  private final MailSettings settings;

  OutboxRelay(
      OutboxStore outbox,
      Contacts contacts,
      JavaMailSender mails,
      JsonMapper json,
      MailSettings settings) {
    this.outbox = outbox;
    this.contacts = contacts;
    this.mails = mails;
    this.json = json;
    this.settings = settings;
  }

  @Scheduled(fixedDelayString = "${boxoffice.order.work-interval:1s}", scheduler = "orderTimers")
  void relay() {
    var rows = outbox.take(AT_ONCE);
    while (!rows.isEmpty()) {
      publishAll(rows);
      rows = rows.size() < AT_ONCE ? List.of() : outbox.take(AT_ONCE);
    }
  }

  /// Beside each other: most of the time of a mail is waiting for other machines. What has gone out
  /// is noted together; after a crash in between it goes out again.
  private void publishAll(List<OutboxStore.Row> rows) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent =
          rows.stream()
              .collect(
                  Collectors.toMap(
                      OutboxStore.Row::id,
                      row -> CompletableFuture.supplyAsync(() -> isPublished(row), threads)));
      outbox.published(
          sent.entrySet().stream()
              .filter(row -> row.getValue().join())
              .map(Map.Entry::getKey)
              .toList());
    }
  }

  private boolean isPublished(OutboxStore.Row row) {
    try {
      publish(row);
      return true;
    } catch (MailException | MessagingException | StatusRuntimeException | JacksonException e) {
      log.warn("outbox row {} was not sent, try {}: {}", row.id(), row.attempts() + 1, kind(e));
      outbox.failed(row, kind(e));
    } catch (RuntimeException e) { // a bug or a broken row is that mail's alone
      log.error(
          "outbox row {} was not sent, try {}: {} at {}",
          row.id(),
          row.attempts() + 1,
          kind(e),
          Arrays.toString(e.getStackTrace()));
      outbox.failed(row, kind(e));
    }
    return false;
  }

  /// What went wrong without what was said: a mail server's words and a parser's quote addresses.
  private static String kind(Exception failure) {
    return failure instanceof StatusRuntimeException status
        ? "user-grpc: " + status.getStatus().getCode()
        : failure.getClass().getSimpleName();
  }

  private void publish(OutboxStore.Row row) throws MessagingException {
    switch (row.type()) {
      case OrderConfirmed.TYPE -> {
        var order = json.readValue(row.payload(), OrderConfirmed.class);
        publish(row, order.buyerId(), name -> ConfirmationMail.of(order, name, settings));
      }
      case OrderCancelled.TYPE -> {
        var order = json.readValue(row.payload(), OrderCancelled.class);
        publish(row, order.buyerId(), name -> CancellationMail.of(order, name, settings));
      }
      default -> throw new MailPreparationException("no mail is of type " + row.type());
    }
  }

  private void publish(OutboxStore.Row row, @Nullable UUID buyerId, Function<String, Mail> toName)
      throws MessagingException {
    var contact = buyerId == null ? contacts.holder(row.aggregateId()) : contacts.find(buyerId);
    if (contact.isEmpty()) {
      log.warn("order {} has no buyer to write to any more", row.aggregateId());
      return;
    }
    send(row, toName.apply(contact.get().displayName()), contact.get());
  }

  private void send(OutboxStore.Row row, Mail mail, Contacts.Contact contact)
      throws MessagingException {
    var message = mails.createMimeMessage();
    var parts = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
    parts.setFrom(settings.from());
    parts.setTo(contact.email());
    parts.setSubject(mail.subject());
    parts.setText(mail.text(), mail.html());
    message.setHeader(
        "Message-ID", "<order-%s-%d@boxoffice>".formatted(row.aggregateId(), row.seq()));
    mails.send(message);
  }
}
