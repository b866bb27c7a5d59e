package boxoffice.edge.account;

import boxoffice.edge.value.StateName;
import boxoffice.user.v1.Account;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The caller's own account. Its etag is in the header `ETag`.
record AccountJson(
    String accountId,
    String email,
    String displayName,
    String locale,
    String timeZone,
    List<String> roles,
    Instant createTime) {

  static AccountJson of(Account account) {
    return new AccountJson(
        account.getAccountId(),
        account.getEmail(),
        account.getDisplayName(),
        account.getLocale(),
        account.getTimeZone(),
        account.getRolesList().stream()
            .map(role -> StateName.of(role, "ROLE_").toLowerCase(Locale.ROOT))
            .toList(),
        WireTypes.instant(account.getCreateTime()));
  }
}
