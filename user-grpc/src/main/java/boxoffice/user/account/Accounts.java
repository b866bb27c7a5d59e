package boxoffice.user.account;

import boxoffice.user.password.Passwords;
import boxoffice.wire.DerivedId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The accounts, for those who sign people in, and for a sandbox that needs people to start with.
@Component
public class Accounts {
  private final AccountStore store;
  private final Passwords passwords;
  private final Clock clock;

  Accounts(AccountStore store, Passwords passwords, Clock clock) {
    this.store = store;
    this.passwords = passwords;
    this.clock = clock;
  }

  /// @param email normalised
  /// @param passwordHash empty for an account that has no password
  /// @param roles lower case
  public record Account(
      UUID id,
      String email,
      String displayName,
      String passwordHash,
      Set<String> roles,
      boolean verified) {

    public Account {
      roles = Set.copyOf(roles);
    }

    @Override
    public String toString() {
      return "Account[" + id + "]"; // never the hash
    }
  }

  /// @param email in any case, blanks around it allowed
  public Optional<Account> find(String email) {
    return store.find(EmailAddress.normalise(email));
  }

  /// Makes an account that needs no mail to be verified. No RPC leads here. An address that has an
  /// account already keeps it as it is.
  ///
  /// @return the account's id
  public UUID create(String email, String password, String displayName, Set<String> roles) {
    var address = EmailAddress.normalise(email);
    var known = store.find(address);
    if (known.isPresent()) {
      return known.get().id();
    }
    return add(prepare(email, password, displayName, roles));
  }

  /// What [#add] takes, in no store yet: hashing takes long, and is not for a transaction.
  public Account prepare(String email, String password, String displayName, Set<String> roles) {
    passwords.check(password, "password");
    return verified(EmailAddress.normalise(email), displayName, hash(password), roles);
  }

  /// As [#create] does.
  ///
  /// @return the account's id
  public UUID add(Account prepared) {
    store.insertVerified(prepared, clock.instant());
    return store.find(prepared.email()).map(Account::id).orElse(prepared.id());
  }

  /// Makes many accounts that need no mails to be verified, all with one password that is hashed
  /// once. No RPC leads here. All or none: an address that has an account already fails.
  ///
  /// @return the accounts' ids, in the order of the addresses
  public List<UUID> createAll(
      List<String> emails, String password, String displayName, Set<String> roles) {
    passwords.check(password, "password");
    var hash = hash(password);
    var accounts =
        emails.stream()
            .map(EmailAddress::normalise)
            .map(address -> verified(address, displayName, hash, roles))
            .toList();
    store.insertAllVerified(accounts, clock.instant());
    return accounts.stream().map(Account::id).toList();
  }

  private static Account verified(
      String address, String displayName, String hash, Set<String> roles) {
    return new Account(
        DerivedId.of("account", address, "created"), address, displayName, hash, roles, true);
  }

  private String hash(String password) {
    try (var turn = passwords.turn()) {
      return turn.hash(password);
    }
  }
}
