package boxoffice.parts.provider;

import org.jspecify.annotations.Nullable;

/// A request that waits to be released.
///
/// @param effect whether it waits before or after its booking
/// @param order `metadata[order_id]`, where the request or its intent has one
/// @param subject the payment intent or refund; null where it is not created yet
public record HeldRequest(
    String id,
    Operation operation,
    Effect effect,
    @Nullable String order,
    @Nullable String subject) {}
