package boxoffice.user.owner;

import static boxoffice.db.users.Tables.MAILED_LINK;

import boxoffice.guard.repetition.Repetition;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Mailed links in PostgreSQL. A link is for one account and one purpose, works once, and until it
/// expires; the request that used it may repeat.
@Component
class LinkStore {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final int AT_ONCE = 1_000;

  private final DSLContext sql;
  private final Clock clock;

  LinkStore(DSLContext sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  enum Purpose {
    VERIFY_EMAIL("verify-email"),
    CHANGE_EMAIL("change-email"),
    RESET_PASSWORD("reset-password");

    private final String text;

    Purpose(String text) {
      this.text = text;
    }

    private static Purpose of(String text) {
      for (var purpose : values()) {
        if (purpose.text.equals(text)) {
          return purpose;
        }
      }
      throw new IllegalStateException("a link has the purpose " + text);
    }
  }

  /// @param registration which one it proves; null for none in particular
  /// @param wanted the new address of a change
  record Link(
      Purpose purpose, UUID account, @Nullable UUID registration, @Nullable NewAddress wanted) {
    @Override
    public String toString() {
      return "Link[" + purpose + "]"; // never the address
    }
  }

  /// An address that an owner wants.
  ///
  /// @param askedWith the mark of the password that allowed it ([OwnAccount#passwordMark]): with
  ///   another one it is allowed no more
  record NewAddress(String email, ByteString askedWith) {
    @Override
    public String toString() {
      return "NewAddress"; // never the address
    }
  }

  /// Forgets those of the account that are out of date, too.
  void add(LinkToken token, Link link, Duration life) {
    var now = clock.instant();
    var wanted = link.wanted();
    sql.deleteFrom(MAILED_LINK)
        .where(MAILED_LINK.ACCOUNT_ID.eq(link.account()))
        .and(MAILED_LINK.EXPIRES_AT.le(now))
        .execute();
    sql.insertInto(MAILED_LINK)
        .set(MAILED_LINK.TOKEN_HASH, token.hash())
        .set(MAILED_LINK.PURPOSE, link.purpose().text)
        .set(MAILED_LINK.ACCOUNT_ID, link.account())
        .set(MAILED_LINK.REGISTRATION_ID, link.registration())
        .set(MAILED_LINK.EMAIL, wanted == null ? null : wanted.email())
        .set(MAILED_LINK.ASKED_WITH, wanted == null ? null : wanted.askedWith().toByteArray())
        .set(MAILED_LINK.EXPIRES_AT, now.plus(life))
        .execute();
  }

  /// @return empty for a token that this request cannot use, for whatever reason
  Optional<Link> find(LinkToken token, Set<Purpose> purposes, UUID request) {
    var texts = purposes.stream().map(purpose -> purpose.text).collect(Collectors.toSet());
    return sql.selectFrom(MAILED_LINK)
        .where(MAILED_LINK.TOKEN_HASH.eq(token.hash()))
        .and(MAILED_LINK.PURPOSE.in(texts))
        .and(usable(request))
        .fetchOptional(row ->
            new Link(
                Purpose.of(row.getPurpose()),
                row.getAccountId(),
                row.getRegistrationId(),
                wanted(row.getEmail(), row.getAskedWith())));
  }

  private static @Nullable NewAddress wanted(@Nullable String email, byte @Nullable [] askedWith) {
    return email == null || askedWith == null
        ? null
        : new NewAddress(email, ByteString.copyFrom(askedWith));
  }

  /// Uses a link. The account is locked before.
  ///
  /// @return whether it is the first time; false when this request used it already
  /// @throws WireException INVALID_CODE when it cannot be used any more
  boolean use(DSLContext transaction, LinkToken token, UUID request) {
    var before =
        transaction
            .select(MAILED_LINK.USED_BY)
            .from(MAILED_LINK)
            .where(MAILED_LINK.TOKEN_HASH.eq(token.hash()))
            .and(usable(request))
            .forUpdate()
            .fetchOptional()
            .orElseThrow(LinkStore::invalid);
    transaction
        .update(MAILED_LINK)
        .set(MAILED_LINK.USED_BY, request)
        .where(MAILED_LINK.TOKEN_HASH.eq(token.hash()))
        .execute();
    if (before.value1() != null) {
      Repetition.found();
    }
    return before.value1() == null;
  }

  /// Deletes the account's links but the one that is used just now, and those of one registration.
  static void deleteOthers(
      DSLContext transaction, UUID account, LinkToken used, @Nullable UUID registration) {
    var others = MAILED_LINK.TOKEN_HASH.ne(used.hash());
    delete(
        transaction,
        account,
        registration == null
            ? others
            : others.and(MAILED_LINK.REGISTRATION_ID.isDistinctFrom(registration)));
  }

  static void deleteAll(DSLContext transaction, UUID account) {
    delete(transaction, account, DSL.noCondition());
  }

  static void deleteResets(DSLContext transaction, UUID account) {
    delete(transaction, account, MAILED_LINK.PURPOSE.eq(Purpose.RESET_PASSWORD.text));
  }

  /// What expired a day ago, so that a request may repeat for a while.
  @Scheduled(fixedDelay = 3_600_000)
  void forgetOld() {
    var old =
        DSL.select(MAILED_LINK.TOKEN_HASH)
            .from(MAILED_LINK)
            .where(MAILED_LINK.EXPIRES_AT.lt(clock.instant().minus(KEPT)))
            .limit(AT_ONCE)
            .forUpdate()
            .skipLocked();
    sql.deleteFrom(MAILED_LINK).where(MAILED_LINK.TOKEN_HASH.in(old)).execute();
  }

  /// The answer to every token that cannot be used.
  static WireException invalid() {
    return new WireException(ErrorReason.INVALID_CODE, "the link is not valid any more");
  }

  private static void delete(DSLContext transaction, UUID account, Condition which) {
    transaction
        .deleteFrom(MAILED_LINK)
        .where(MAILED_LINK.ACCOUNT_ID.eq(account))
        .and(which)
        .execute();
  }

  private Condition usable(UUID request) {
    return MAILED_LINK
        .USED_BY
        .isNull()
        .and(MAILED_LINK.EXPIRES_AT.gt(clock.instant()))
        .or(MAILED_LINK.USED_BY.eq(request));
  }
}
