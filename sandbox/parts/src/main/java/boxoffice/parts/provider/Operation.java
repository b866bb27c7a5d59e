package boxoffice.parts.provider;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What a client asks the provider to do.
public enum Operation {
  @JsonProperty("create")
  CREATE,
  @JsonProperty("confirm")
  CONFIRM,
  @JsonProperty("cancel")
  CANCEL,
  /// Reads one PaymentIntent.
  @JsonProperty("read")
  READ,
  @JsonProperty("refund")
  REFUND,
  @JsonProperty("read_refund")
  READ_REFUND,
  @JsonProperty("list_events")
  LIST_EVENTS
}
