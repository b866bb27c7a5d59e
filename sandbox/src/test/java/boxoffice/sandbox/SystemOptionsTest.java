package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SystemOptionsTest {
  @Test
  void runsAllInOneJvmAsInProductionUnlessTold() {
    var settings = parse();

    assertThat(settings).isEqualTo(SystemSettings.of(Ports.standard()));
    assertThat(settings.bounds()).isEqualTo(new Constants.Bounds(600, 5, 5, 900, 60, 300, 600));
  }

  @Test
  void countsProcesses() {
    assertThat(parse("--processes").processes()).isEmpty();
    assertThat(parse("--processes", "inventory=2,order=8").processes())
        .isEqualTo(Map.of(ServiceProgram.INVENTORY, 2, ServiceProgram.ORDER, 8));
    assertThat(parse("--processes=edge=1", "--faults").processes())
        .isEqualTo(Map.of(ServiceProgram.EDGE, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inventory", "inventory=0", "inventory=9", "stock=2", "edge=2,", "=2"})
  void refusesCountsThatMakeNoSense(String counts) {
    assertThatThrownBy(() -> parse("--processes=" + counts)).hasMessageContaining("each 1 to 8");
  }

  @Test
  void knowsTheConstantsOfTestsAndWhatIsSetOverThem() {
    var settings =
        parse(
            "--constants=test",
            "--set=inventory:boxoffice.inventory.hold.time-to-live=3s",
            "--set=order:boxoffice.order.payment-time=2m",
            "--set=order:a.b=c=d:e");

    assertThat(settings.bounds()).isEqualTo(new Constants.Bounds(3, 5, 2, 120, 20, 30, 30));
    assertThat(settings.overridesOf(ServiceProgram.ORDER))
        .isEqualTo(Map.of("boxoffice.order.payment-time", "2m", "a.b", "c=d:e"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order", "order:x", "order:=1", "nobody:a=b", "a=b"})
  void refusesSettingsOfNobody(String setting) {
    assertThatThrownBy(() -> parse("--set=" + setting)).hasMessageContaining("--set needs");
  }

  @Test
  void refusesOtherConstants() {
    assertThatThrownBy(() -> parse("--constants=fast")).hasMessageContaining("production or test");
  }

  private static SystemSettings parse(String... arguments) {
    return CommandLine.populateCommand(new SystemOptions(), arguments).settings();
  }
}
