package boxoffice.load;

import boxoffice.load.client.Buyer;
import boxoffice.load.floor.Floors;
import boxoffice.load.measure.Ratio;
import java.util.List;
import java.util.function.Function;

/// A scenario's comparisons, in a house of their own that nobody else claims in.
///
/// @param plan how much is measured
/// @param figures what is compared
record Compared(Floors.Plan plan, Function<Floors, List<Ratio>> figures) implements Comparisons {
  /// What a claim of the floors takes.
  private static final int SEATS_A_CLAIM = 4;

  private static final int BUYERS = 1_000;
  private static final int SEATS_PER_BUYER = 1_000;

  @Override
  public List<Ratio> compare(Run.Ground ground) {
    var opened = ground.opened();
    var house = opened.house(plan.operations() * SEATS_A_CLAIM, SEATS_PER_BUYER, ground.seed());
    var tokens = opened.buyers(BUYERS).stream().map(Buyer::token).toList();
    var seats = house.seats().stream().map(seat -> seat.id()).toList();
    try (var floors =
        new Floors(
            opened.target(),
            tokens,
            new Floors.House(house.performanceId(), seats),
            plan,
            LoadConfiguration.clock())) {
      var ratios = figures.apply(floors);
      floors.remarks().forEach(ground.remarks());
      return ratios;
    }
  }
}
