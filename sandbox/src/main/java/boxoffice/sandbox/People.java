package boxoffice.sandbox;

import boxoffice.user.account.Accounts;
import boxoffice.user.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/// Makes people without mails to be read and without thousands of password hashes, through
/// user-grpc's own classes. Any thread may; one at a time does.
final class People {
  private static final Logger log = LoggerFactory.getLogger(People.class);
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final Set<String> BUYER = Set.of("buyer");
  private static final Set<String> ORGANISER = Set.of("buyer", "organiser");
  private static final Set<String> ADMIN = Set.of("buyer", "admin");

  private final Supplier<ConfigurableApplicationContext> open;
  private final Consumer<ConfigurableApplicationContext> close;
  private final Supplier<UUID> ids;

  /// @param open user-grpc, running or made for this
  /// @param close what to do with it afterwards
  People(
      Supplier<ConfigurableApplicationContext> open,
      Consumer<ConfigurableApplicationContext> close,
      Supplier<UUID> ids) {
    this.open = open;
    this.close = close;
    this.ids = ids;
  }

  /// Somebody who is signed in.
  ///
  /// @param token good until `expireTime`
  record Buyer(String buyerId, String email, String token, Instant expireTime) {
    @Override
    public String toString() {
      return "Buyer[" + buyerId + "]"; // never the token
    }
  }

  /// The demo's people; nothing happens where they are.
  void createDemo() {
    var made =
        with(users -> {
          var accounts = users.getBean(Accounts.class);
          return List.of(
              accounts.create(DemoData.ORGANISER, DemoData.PASSWORD, "Demo Organiser", ORGANISER),
              accounts.create(DemoData.BUYER, DemoData.PASSWORD, "Demo Buyer", BUYER),
              accounts.create(DemoData.ADMIN, DemoData.PASSWORD, "Demo Admin", ADMIN));
        });
    log.debug("the demo's accounts are {}", made);
  }

  /// That many new ones, all with the demo's password.
  List<Buyer> buyers(int count) {
    var emails =
        Stream.generate(() -> "buyer-" + ids.get() + "@load.example").limit(count).toList();
    return with(users -> {
      var accounts =
          users.getBean(Accounts.class).createAll(emails, DemoData.PASSWORD, "Buyer", BUYER);
      var tokens = users.getBean(Sessions.class).startAll(accounts, BUYER, TOKEN_LIFE);
      var buyers = new ArrayList<Buyer>();
      for (int i = 0; i < count; i++) {
        var account = accounts.get(i);
        var token = tokens.get(account);
        if (token != null) {
          buyers.add(new Buyer(account.toString(), emails.get(i), token.text(), token.expires()));
        }
      }
      return buyers;
    });
  }

  /// An access token of the demo's organiser.
  String organiserToken() {
    return with(users -> {
      var account =
          users
              .getBean(Accounts.class)
              .find(DemoData.ORGANISER)
              .orElseThrow(() -> new IllegalStateException("the demo organiser is not there yet"));
      return users
          .getBean(Sessions.class)
          .startAll(List.of(account.id()), account.roles(), TOKEN_LIFE)
          .values()
          .iterator()
          .next()
          .text();
    });
  }

  private synchronized <T> T with(Function<ConfigurableApplicationContext, T> task) {
    var users = open.get();
    try {
      return task.apply(users);
    } finally {
      close.accept(users);
    }
  }
}
