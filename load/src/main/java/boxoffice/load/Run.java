package boxoffice.load;

import boxoffice.load.check.Checker;
import boxoffice.load.check.MeterCheck;
import boxoffice.load.check.Quiescence;
import boxoffice.load.check.Sale;
import boxoffice.load.check.Watch;
import boxoffice.load.client.Buyer;
import boxoffice.load.client.Shop;
import boxoffice.load.measure.AuditQueues;
import boxoffice.load.measure.Ratio;
import boxoffice.load.profile.Profile;
import boxoffice.load.profile.Profiler;
import boxoffice.load.report.MeterTable;
import boxoffice.load.report.RunReport;
import boxoffice.load.scenario.FinalReads;
import boxoffice.load.scenario.Habits;
import boxoffice.load.scenario.House;
import boxoffice.load.scenario.Mixed;
import boxoffice.load.scenario.Stage;
import boxoffice.load.scenario.Stop;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// One run from beginning to end: open the target, put a house on sale, warm up, drive, compare
/// with floors, wait until all is quiet, let everybody read their orders again, check, report.
final class Run {
  private static final int VIOLATED = 1;
  private static final int INTERRUPTED = 130;

  /// Buyers, houses and everything else that is only there to get the JVMs warm.
  private static final double WARM_UP_RATE = 150;

  private static final int WARM_UP_SEATS = 2_000;
  private static final int WARM_UP_BUYERS = 200;

  private final RunOptions options;
  private final Plan plan;
  private final Clock clock = LoadConfiguration.clock();
  private final PrintStream out = System.out;
  private final Stop stop = new Stop();
  private final List<String> remarks = Collections.synchronizedList(new ArrayList<>());

  Run(RunOptions options, Plan plan) {
    this.options = options;
    this.plan = plan;
  }

  /// What a comparison stands on.
  ///
  /// @param stage of the load that was before it
  /// @param remarks told what could not be measured, and why
  record Ground(Opened opened, Stage stage, long seed, Consumer<String> remarks) {}

  /// @return the exit status: 0, 1 where an invariant is violated or a rush did not sell out, 130
  ///   after Ctrl-C
  int execute() {
    options.check();
    var folder = RunFolder.create(options.out, plan.name(), clock.instant());
    try (var interrupt = Interrupt.to(stop);
        var opened = Opened.open(options, plan.sandbox(), folder.path())) {
      var report = run(opened, folder);
      folder.write(report);
      folder.print(report, out);
      if (interrupt.happened()) {
        return INTERRUPTED;
      }
      return report.clean() && isSold(report.sale()) ? 0 : VIOLATED;
    }
  }

  private static boolean isSold(RunReport.@Nullable Sale sale) {
    return sale == null || sale.sold() == sale.seats();
  }

  private RunReport run(Opened opened, RunFolder folder) {
    say("target " + opened.target().edge() + ", history and reports in " + folder.path());
    warmUp(opened, folder);
    var house = opened.house(plan.sale().seats(), plan.sale().seatsPerBuyer(), options.seed);
    var buyers = opened.buyers(plan.sale().buyers());
    say(house.seats().size() + " seats on sale, " + buyers.size() + " buyers signed in");
    var sale =
        new Sale(
            house.performanceId(), house.currency(), house.prices(), plan.sale().seatsPerBuyer());
    folder.writeSale(sale);
    var orders = new Stage.Orders();
    var shops = Shops.open(opened, folder.history(), plan.overGrpc(), options.callsAtOnce);
    // what is killed between storing and counting has not counted
    var meters =
        plan.metered() && options.hurts.isEmpty() ? MeterCheck.begin(opened.target()) : null;
    var watch = Watch.start(opened.target(), sale);
    Reports.Measured measured;
    try (shops;
        watch) {
      var stage = stage(opened, shops.shop(), house, buyers, orders);
      measured = drive(opened, folder, shops, stage, watch);
      settle(opened, sale, stage);
    }
    say("checking");
    remarks.add("watched at all times: " + watch.summary());
    var findings =
        new ArrayList<>(new Checker(opened.target(), folder.history(), sale).check(watch));
    if (meters != null) {
      var judged = meters.judge(folder.history());
      MeterTable.print(judged.lines(), out);
      findings.add(judged.finding());
    }
    var seats = house.seats().size();
    var sold = new RunReport.Sale(seats, sold(opened, house, orders));
    return Reports.report(plan, options, measured, findings, plan.sale().toTheLast() ? sold : null);
  }

  private Stage stage(
      Opened opened, Shop shop, House house, List<Buyer> buyers, Stage.Orders orders) {
    IntSupplier sold = () -> sold(opened, house, orders);
    return new Stage(
        shop,
        opened.rest(),
        house,
        buyers,
        options.seed,
        stop,
        orders,
        () -> sold.getAsInt() >= house.seats().size());
  }

  /// Booked seats, by the books where they can be read, else by what buyers were told.
  private static int sold(Opened opened, House house, Stage.Orders orders) {
    var postgres = opened.target().postgres();
    return postgres == null
        ? orders.confirmedSeats()
        : new AuditQueues(postgres, house.performanceId())
            .lengths()
            .map(AuditQueues.Lengths::booked)
            .orElse(orders.confirmedSeats());
  }

  /// A cold JVM is many times slower than it will be: other buyers in another house come first.
  private void warmUp(Opened opened, RunFolder folder) {
    if (options.warmUp == 0) {
      return;
    }
    say("warming up with " + options.warmUp + " visits");
    var house = opened.house(WARM_UP_SEATS, 1_000, ~options.seed);
    var buyers = opened.buyers(WARM_UP_BUYERS);
    try (var shops =
        Shops.open(opened, folder.warmUpHistory(), plan.overGrpc(), options.callsAtOnce)) {
      var stage = stage(opened, shops.shop(), house, buyers, new Stage.Orders());
      LongConsumer nobody = begun -> {};
      var usual = Habits.usual();
      new Mixed(options.warmUp, WARM_UP_RATE, 0.5, options.visitsAtOnce, usual, nobody)
          .drive(stage);
    }
  }

  private Reports.Measured drive(
      Opened opened, RunFolder folder, Shops shops, Stage stage, Watch watch) {
    var profiler =
        options.profile ? Profiler.start(opened.target(), folder.path().resolve("profile")) : null;
    var began = clock.instant();
    var from = System.nanoTime();
    try (var progress = Progress.of(plan.name(), plan.visits(), out);
        var _ = Hurt.begin(options.hurts(), opened.control(), stop, remarks::add)) {
      var sampler = shops.sample(opened, stage.house(), plan.timed(), progress, from);
      try (sampler) {
        plan.drive().with(progress, lapse(opened)).drive(stage);
      }
      var loaded = Duration.ofNanos(System.nanoTime() - from);
      var profiles = profiler == null ? List.<Profile>of() : profiler.stop();
      if (profiler != null) {
        remarks.addAll(profiler.skipped());
      }
      return new Reports.Measured(
          began,
          loaded,
          shops.meter().figures(loaded),
          sampler,
          stop.isStopped() ? List.of() : watch.without(() -> compare(opened, stage)),
          profiles,
          remarks);
    } finally {
      if (profiler != null) {
        profiler.close();
      }
    }
  }

  /// Longer than an abandoned hold or an unpaid order keeps its seats, a few times over.
  private static Duration lapse(Opened opened) {
    var constants = opened.target().constants();
    return Duration.ofSeconds(
        3 * (constants.holdSeconds() + constants.marginSeconds() + constants.freeSeconds())
            + constants.paySeconds());
  }

  private List<Ratio> compare(Opened opened, Stage stage) {
    if (plan.floors().equals(Comparisons.NONE)) {
      return List.of();
    }
    say("comparing with floors");
    return plan.floors().compare(new Ground(opened, stage, options.seed, remarks::add));
  }

  private void settle(Opened opened, Sale sale, Stage stage) {
    if (stop.isStopped()) {
      remarks.add("interrupted: what was under way was let end, the rest was not begun");
    }
    var last =
        new Quiescence(opened.target(), sale)
            .await(look -> {
              if (look.after().toMillis() % 5_000 < 300) {
                say("waiting for quiet: " + look);
              }
            });
    if (!last.isQuiet()) {
      remarks.add("not quiet within " + last.limit() + ": " + last);
    }
    FinalReads.make(stage);
  }

  private void say(String text) {
    out.println(plan.name() + ": " + text);
  }
}
