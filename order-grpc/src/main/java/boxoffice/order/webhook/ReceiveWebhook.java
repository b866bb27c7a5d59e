package boxoffice.order.webhook;

import boxoffice.db.DatabaseFailures;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes an event that the payment provider tells. Nothing is read from its bytes before their
/// signature was checked. Fails closed: nothing is taken that is not stored.
final class ReceiveWebhook {
  private static final Logger log = LoggerFactory.getLogger(ReceiveWebhook.class);

  private final Signatures signatures;
  private final TakeEvent take;
  private final Counter refused;

  ReceiveWebhook(Signatures signatures, TakeEvent take, MeterRegistry meters) {
    this.signatures = signatures;
    this.take = take;
    this.refused = meters.counter("boxoffice.order.webhooks", "outcome", "refused");
  }

  /// What has become of it.
  sealed interface Result {
    record Taken() implements Result {}

    record NotAuthentic() implements Result {}
  }

  /// @param payload as it came
  /// @param signature the header
  /// @throws WireException VALIDATION_FAILED: authentic, and no event. SERVICE_UNAVAILABLE: it is
  ///   not certain that it is stored; to send it again does no harm
  Result receive(byte[] payload, String signature) {
    var text = text(payload);
    var refusal = text == null ? Optional.of("not UTF-8") : signatures.refusal(text, signature);
    if (text == null || refusal.isPresent()) {
      // no word of the payload: anybody can write it
      log.warn("security event: webhook refused, {}", refusal.orElse(""));
      refused.increment();
      return new Result.NotAuthentic();
    }
    var event =
        ProviderEvent.read(text)
            .orElseThrow(
                () -> new WireException(ErrorReason.VALIDATION_FAILED, "this is no event"));
    try {
      take.take(event);
    } catch (DataAccessException e) {
      throw DatabaseFailures.map(e).isPresent() ? sendAgain(e) : e;
    }
    return new Result.Taken();
  }

  private static WireException sendAgain(DataAccessException failure) {
    return WireException.tryAgain(
        ErrorReason.SERVICE_UNAVAILABLE, "not stored for certain: send it again", failure);
  }

  /// The same text as the bytes; null where no text is, because their signature would be over other
  /// bytes then.
  private static @Nullable String text(byte[] payload) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
