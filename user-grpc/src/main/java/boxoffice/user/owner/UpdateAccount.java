package boxoffice.user.owner;

import boxoffice.user.owner.OwnAccount.LastRequest;
import boxoffice.user.owner.OwnAccount.Profile;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Changes what a person chooses. Of two at the same time that saw the same etag one succeeds.
@Component
class UpdateAccount {
  private static final String DISPLAY_NAME = "display_name";
  private static final String LOCALE = "locale";
  private static final String TIME_ZONE = "time_zone";
  private static final List<String> FIELDS = List.of(DISPLAY_NAME, LOCALE, TIME_ZONE);

  private final DSLContext sql;

  UpdateAccount(DSLContext sql) {
    this.sql = sql;
  }

  /// @param mask the fields of `profile` that are meant
  /// @param etag that was seen, or empty
  record Change(Profile profile, List<String> mask, String etag) {
    Change {
      mask = List.copyOf(mask);
    }

    private ByteString hash() {
      return RequestBody.hash(
          "update-account",
          profile.displayName(),
          profile.locale(),
          profile.timeZone(),
          String.join(",", mask),
          etag);
    }
  }

  /// @return the account as it is now
  /// @throws WireException VALIDATION_FAILED, ETAG_MISMATCH, INVALID_TOKEN, IDEMPOTENCY_KEY_REUSED
  OwnAccount update(UUID accountId, UUID request, Change change) {
    check(change);
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var account = OwnAccountStore.lockLive(inside, accountId);
      if (account.hasDone(request, change.hash())) {
        return account;
      }
      if (!change.etag().isEmpty() && !change.etag().equals(etag(account))) {
        throw new WireException(ErrorReason.ETAG_MISMATCH, "the account has changed since");
      }
      OwnAccountStore.setProfile(inside, accountId, merged(account.profile(), change));
      OwnAccountStore.setLastRequest(inside, accountId, new LastRequest(request, change.hash()));
      return OwnAccountStore.lockLive(inside, accountId);
    });
  }

  /// Changes whenever the account does.
  static String etag(OwnAccount account) {
    return Integer.toString(account.version());
  }

  private static void check(Change change) {
    var mask = change.mask();
    if (mask.isEmpty() || !FIELDS.containsAll(mask)) {
      throw WireException.invalidField("update_mask", "needs some of " + FIELDS);
    }
    if (mask.contains(DISPLAY_NAME) && change.profile().displayName().isEmpty()) {
      throw WireException.invalidField(DISPLAY_NAME, "needs 1 character at least");
    }
    if (mask.contains(LOCALE) && change.profile().locale().isEmpty()) {
      throw WireException.invalidField(LOCALE, "needs en or ko");
    }
    if (mask.contains(TIME_ZONE)) {
      TimeZones.check(change.profile().timeZone());
    }
  }

  private static Profile merged(Profile old, Change change) {
    var mask = change.mask();
    var wanted = change.profile();
    return new Profile(
        mask.contains(DISPLAY_NAME) ? wanted.displayName() : old.displayName(),
        mask.contains(LOCALE) ? wanted.locale() : old.locale(),
        mask.contains(TIME_ZONE) ? wanted.timeZone() : old.timeZone());
  }
}
