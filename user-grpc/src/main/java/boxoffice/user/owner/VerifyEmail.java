package boxoffice.user.owner;

import boxoffice.user.mail.Mails;
import boxoffice.user.owner.LinkStore.Link;
import boxoffice.user.owner.LinkStore.Purpose;
import boxoffice.user.owner.RegistrationStore.Choice;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private final Mails mails;
  private final Clock clock;

  VerifyEmail(DSLContext sql, LinkStore links, Mails mails, Clock clock) {
    this.sql = sql;
    this.links = links;
    this.mails = mails;
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
      var wanted = Objects.requireNonNull(link.wanted());
      if (!wanted.askedWith().equals(account.passwordMark())) {
        throw LinkStore.invalid(); // who has changed the password does not want it
      }
      move(transaction, account, wanted.email());
      LinkStore.deleteOthers(transaction, account.id(), token, null);
    } else if (!account.verified()) {
      prove(transaction, request, account, link);
      RegistrationStore.deleteAll(transaction, account.id());
      LinkStore.deleteOthers(transaction, account.id(), token, link.registration());
    }
  }

  /// Where one registration waited, its password and name are the account's. Where several did, the
  /// address's owner cannot tell whose mail is whose, so none of their passwords is kept: a link to
  /// set one follows.
  private void prove(DSLContext transaction, UUID request, OwnAccount account, Link link) {
    var id = account.id();
    var choice =
        link.registration() == null
            ? Optional.<Choice>empty()
            : Optional.of(
                RegistrationStore.choice(transaction, link.registration())
                    .orElseThrow(LinkStore::invalid));
    choice.ifPresent(found -> OwnAccountStore.setProfile(transaction, id, found.profile()));
    var only = choice.filter(found -> RegistrationStore.isOnly(transaction, id));
    OwnAccountStore.setPassword(transaction, id, only.map(Choice::passwordHash).orElse(""));
    OwnAccountStore.setVerified(transaction, id, clock.instant());
    if (only.isEmpty()) {
      mails.add(
          transaction,
          DerivedId.of("mail", MailTypes.PASSWORD_RESET, id.toString(), request.toString()),
          MailTypes.PASSWORD_RESET,
          Map.of(MailTypes.EMAIL, account.email()));
    }
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
