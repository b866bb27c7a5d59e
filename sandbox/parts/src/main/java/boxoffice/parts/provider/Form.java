package boxoffice.parts.provider;

import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameters of a request, spelled as Stripe spells nested ones: `metadata[order_id]=7`.
/// Reading a bad one throws a [StripeRefusal] with Stripe's code for it.
record Form(Map<String, List<String>> parameters) {
  static final long LARGEST_AMOUNT = 99_999_999;

  /// Refuses what the operation does not know, as Stripe does: a misspelled parameter must not look
  /// as if it worked.
  void allowOnly(Set<String> known) {
    for (var parameter : parameters.keySet()) {
      var name = parameter.split("\\[", 2)[0];
      if (!known.contains(name) && !name.equals("expand")) {
        throw StripeRefusal.badParameter(
            "parameter_unknown", parameter, "Received unknown parameter: " + parameter);
      }
    }
  }

  Optional<String> text(String name) {
    return parameters.getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  String required(String name) {
    return text(name).orElseThrow(() -> StripeRefusal.missing(name));
  }

  boolean flag(String name) {
    var value = text(name).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw StripeRefusal.badParameter(
          "parameter_invalid_boolean", name, "Invalid boolean: " + value);
    }
    return value.equals("true");
  }

  /// An amount in minor units, from 1 to [#LARGEST_AMOUNT]; null when it is not given.
  @Nullable Long amount(String name) {
    var given = parameters.getOrDefault(name, List.of()).stream().findFirst();
    return given.isPresent() ? integer(name, given.get(), LARGEST_AMOUNT) : null;
  }

  int limit() {
    var given = text("limit");
    return given.isPresent() ? (int) integer("limit", given.get(), 100) : 10;
  }

  private static long integer(String name, String value, long largest) {
    if (!value.matches("-?\\d{1,18}")) {
      throw StripeRefusal.badParameter(
          "parameter_invalid_integer", name, "Invalid integer: " + value);
    }
    var number = Long.parseLong(value);
    if (number < 1) {
      throw StripeRefusal.badParameter(
          "parameter_invalid_integer", name, "This value must be greater than or equal to 1.");
    }
    if (number > largest) {
      var code = name.equals("amount") ? "amount_too_large" : "parameter_invalid_integer";
      throw StripeRefusal.badParameter(
          code, name, "This value must be less than or equal to " + largest + ".");
    }
    return number;
  }

  /// Seconds since the epoch.
  Optional<Long> time(String name) {
    return text(name).map(value -> integer(name, value, Long.MAX_VALUE));
  }

  /// All of `name[0]`, `name[1]` and so on, also when spelled `name[]`.
  List<String> list(String name) {
    return parameters.entrySet().stream()
        .filter(parameter -> parameter.getKey().matches(name + "\\[\\d*]"))
        .flatMap(parameter -> parameter.getValue().stream())
        .toList();
  }

  String currency() {
    var value = required("currency").toLowerCase(Locale.ROOT);
    var known =
        Currency.getAvailableCurrencies().stream()
            .anyMatch(
                currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT).equals(value));
    if (!known) {
      throw StripeRefusal.badParameter(
          "parameter_invalid_string", "currency", "Invalid currency: " + value);
    }
    return value;
  }

  /// All of `metadata[...]`, by its inner names.
  Map<String, String> metadata() {
    var found = new TreeMap<String, String>();
    parameters.forEach((name, values) -> {
      if (name.startsWith("metadata[") && name.endsWith("]")) {
        found.put(name.substring("metadata[".length(), name.length() - 1), values.getFirst());
      }
    });
    return found;
  }

  /// The same text for the same parameters in any order: what an idempotency key stands for.
  String fingerprint() {
    var sorted = new ArrayList<>(new TreeMap<>(parameters).entrySet());
    var plain = new LinkedHashMap<String, List<String>>();
    sorted.forEach(entry -> plain.put(entry.getKey(), entry.getValue()));
    return StripeJson.MAPPER.writeValueAsString(plain);
  }
}
