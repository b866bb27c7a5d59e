package boxoffice.user.owner;

import boxoffice.user.owner.OwnAccount.Profile;
import boxoffice.user.owner.UpdateAccount.Change;
import boxoffice.user.v1.Account;
import boxoffice.user.v1.GetContactResponse;
import boxoffice.user.v1.RegisterRequest;
import boxoffice.user.v1.UpdateAccountRequest;
import boxoffice.wire.WireTypes;

/// Accounts to and from messages.
final class AccountMessages {
  private AccountMessages() {}

  static Account account(OwnAccount account) {
    return Account.newBuilder()
        .setAccountId(account.id().toString())
        .setEmail(account.email())
        .setDisplayName(account.profile().displayName())
        .setLocale(account.profile().locale())
        .setTimeZone(account.profile().timeZone())
        .addAllRoles(account.roles().stream().sorted().map(WireTypes::role).toList())
        .setCreateTime(WireTypes.timestamp(account.created()))
        .setEtag(UpdateAccount.etag(account))
        .build();
  }

  static GetContactResponse contact(OwnAccount account) {
    return GetContactResponse.newBuilder()
        .setEmail(account.email())
        .setDisplayName(account.profile().displayName())
        .setLocale(account.profile().locale())
        .setTimeZone(account.profile().timeZone())
        .build();
  }

  static Profile profile(RegisterRequest request) {
    return new Profile(
        request.getDisplayName(),
        request.getLocale().isEmpty() ? "en" : request.getLocale(),
        request.getTimeZone().isEmpty() ? "UTC" : request.getTimeZone());
  }

  static Change change(UpdateAccountRequest request) {
    return new Change(
        new Profile(request.getDisplayName(), request.getLocale(), request.getTimeZone()),
        request.getUpdateMask().getPathsList(),
        request.getEtag());
  }
}
