package boxoffice.load.scenario;

import boxoffice.load.client.Buyer;
import boxoffice.load.client.Reply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/// One buyer's visit: look, hold one to four neighbours or the best so many, think, pay. Some
/// abandon, some are declined once, some click twice.
final class BuyerVisit implements OpenLoop.Visit {
  private static final String GOOD_CARD = "pm_card_visa";
  private static final String DECLINED_CARD = "pm_card_chargeDeclined";
  private static final Duration POLL = Duration.ofSeconds(1);

  /// Longer than an order may stay PENDING while its provider answers.
  private static final int POLLS = 90;

  private final Stage stage;
  private final Habits habits;
  private final Picture picture;
  private final Persistence persistence;

  BuyerVisit(Stage stage, Habits habits, Picture picture) {
    this.stage = stage;
    this.habits = habits;
    this.picture = picture;
    this.persistence = new Persistence(habits, stage.stop());
  }

  @Override
  public void make(long number, long due) {
    var random = Chance.of(stage.seed(), number);
    var buyer = stage.buyer(number);
    var holdDue = due;
    if (number < stage.buyers().size() || random.nextDouble() < habits.looks()) {
      var seen = stage.shop().look(buyer, stage.house().performanceId(), due);
      if (seen.ok()) {
        picture.update(seen.body());
      }
      holdDue = System.nanoTime();
    }
    buy(buyer, picture.choose(party(random), random), holdDue, random);
  }

  /// One to four, two most often.
  private static int party(RandomGenerator random) {
    var dice = random.nextInt(10);
    return dice < 2 ? 1 : dice < 7 ? 2 : dice < 8 ? 3 : 4;
  }

  /// @return whether the seats are the buyer's, paid
  boolean buy(Buyer buyer, List<UUID> seats, long due, RandomGenerator random) {
    var key = Chance.key(random);
    var performance = stage.house().performanceId();
    LongFunction<Reply> claim =
        random.nextDouble() < habits.best()
            ? at -> stage.shop().holdBest(buyer, key, performance, seats.size(), at)
            : at -> stage.shop().hold(buyer, key, performance, seats, at);
    var held = persistence.insist(claim, due, random);
    if (!held.ok() || !held.body().path("state").asString("").equals("ACTIVE")) {
      return false;
    }
    var hold = held.body().path("name").asString();
    var thought = stage.stop().pause(thinking(random));
    if (random.nextDouble() < habits.abandons()) {
      abandon(buyer, hold, random);
      return false;
    }
    return thought && order(buyer, hold, random);
  }

  private Duration thinking(RandomGenerator random) {
    return Duration.ofNanos((long) (habits.think().toNanos() * random.nextExponential()));
  }

  private void abandon(Buyer buyer, String hold, RandomGenerator random) {
    if (random.nextBoolean()) {
      var key = Chance.key(random);
      persistence.insist(
          due -> stage.shop().release(buyer, key, hold, due), System.nanoTime(), random);
    }
  }

  private boolean order(Buyer buyer, String hold, RandomGenerator random) {
    var card = random.nextDouble() < habits.declines() ? DECLINED_CARD : GOOD_CARD;
    var key = Chance.key(random);
    var reply =
        persistence.insist(
            due -> stage.shop().order(buyer, key, hold, card, due), System.nanoTime(), random);
    var id = reply.body().path("orderId").asString(null);
    if (id == null) {
      return false;
    }
    var order = UUID.fromString(id);
    stage.orders().add(new Sold(buyer, order));
    if (reply.outcome().equals("payment-declined")) {
      var another = Chance.key(random);
      reply =
          persistence.insist(
              due -> stage.shop().pay(buyer, another, order, GOOD_CARD, due),
              System.nanoTime(),
              random);
    }
    return settled(buyer, order, reply);
  }

  /// Polls an order that is still being paid, as its buyer's page does.
  private boolean settled(Buyer buyer, UUID order, Reply reply) {
    var last = reply;
    for (int polls = 0; polls < POLLS && isPending(last); polls++) {
      if (!stage.stop().pause(POLL)) {
        return false;
      }
      last = stage.shop().readOrder(buyer, order, System.nanoTime());
    }
    if (!state(last).equals("CONFIRMED")) {
      return false;
    }
    stage.orders().confirm(order, last.body().path("items").size());
    return true;
  }

  private static boolean isPending(Reply reply) {
    return reply.worthRepeating() || state(reply).equals("PENDING");
  }

  private static String state(Reply reply) {
    return reply.body().path("state").asString("");
  }
}
