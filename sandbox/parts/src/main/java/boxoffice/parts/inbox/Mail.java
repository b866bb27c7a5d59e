package boxoffice.parts.inbox;

import java.time.Instant;

/// A mail as one recipient got it: a mail to two people is two of these.
///
/// @param id of this copy, within this inbox
/// @param to the address it was delivered to, in lower case
/// @param text its plain text, empty when it has none
/// @param html its HTML, empty when it has none
public record Mail(
    String id,
    String from,
    String to,
    String subject,
    Instant receivedAt,
    String text,
    String html) {}
