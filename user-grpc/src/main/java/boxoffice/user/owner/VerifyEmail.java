package boxoffice.user.owner;

import boxoffice.user.owner.LinkStore.Link;
import boxoffice.user.owner.LinkStore.Purpose;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// Uses the link that was mailed to an address: it is proved, or takes another one's place.
///
/// Whatever is wrong with a link, the answer is the same.
@Component
class VerifyEmail {
  private static final Set<Purpose> PURPOSES = Set.of(Purpose.VERIFY_EMAIL, Purpose.CHANGE_EMAIL);

  private final DSLContext sql;
  private final LinkStore links;
  private final Clock clock;

  VerifyEmail(DSLContext sql, LinkStore links, Clock clock) {
    this.sql = sql;
    this.links = links;
    this.clock = clock;
  }

  /// @throws WireException INVALID_CODE
  void verify(UUID request, LinkToken token) {
    var link = links.find(token, PURPOSES, request).orElseThrow(LinkStore::invalid);
    try {
      sql.transaction(transaction -> use(transaction.dsl(), request, token, link));
    } catch (DuplicateKeyException e) {
      throw LinkStore.invalid(); // somebody got the address in this moment
    }
  }

  private void use(DSLContext transaction, UUID request, LinkToken token, Link link) {
    var account = OwnAccountStore.lock(transaction, link.account()).orElseThrow(LinkStore::invalid);
    if (!links.use(transaction, token, request)) {
      return;
    }
    if (link.purpose() == Purpose.CHANGE_EMAIL) {
      move(transaction, account, Objects.requireNonNull(link.email()));
      LinkStore.deleteOthers(transaction, account.id(), token, null);
    } else if (!account.verified()) {
      prove(transaction, account, link);
      RegistrationStore.deleteAll(transaction, account.id());
      LinkStore.deleteOthers(transaction, account.id(), token, link.registration());
    }
  }

  /// The registration whose link this is decides. A link of none in particular leaves the account
  /// without a password.
  private void prove(DSLContext transaction, OwnAccount account, Link link) {
    if (link.registration() == null) {
      OwnAccountStore.setPassword(transaction, account.id(), "");
    } else {
      var choice =
          RegistrationStore.choice(transaction, link.registration())
              .orElseThrow(LinkStore::invalid);
      OwnAccountStore.setPassword(transaction, account.id(), choice.passwordHash());
      OwnAccountStore.setProfile(transaction, account.id(), choice.profile());
    }
    OwnAccountStore.setVerified(transaction, account.id(), clock.instant());
  }

  /// An account that only waits for its proof gives way: its address was not proved, this one is.
  private void move(DSLContext transaction, OwnAccount account, String address) {
    var holder = OwnAccountStore.lock(transaction, address);
    if (holder.isPresent() && !holder.get().id().equals(account.id())) {
      var other = holder.get();
      if (other.verified()) {
        throw LinkStore.invalid();
      }
      OwnAccountStore.erase(transaction, other.id(), other.notBefore(), clock.instant());
    }
    OwnAccountStore.setEmail(transaction, account.id(), address);
  }
}
