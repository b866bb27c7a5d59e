package boxoffice.guard.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Configuration;

/// Row D4: a setting that cannot be used is named, in one line.
class SettingRefusalTest {

  @ParameterizedTest
  @CsvSource({
    "--test.sale.places=0, 'test.sale: test.sale.places needs 1 or more'",
    "--test.sale.longest=soon, 'test.sale.longest: ''soon'' is not a valid duration'"
  })
  void d4SaysWhatASettingNeeds(String argument, String said) {
    var application = new SpringApplication(Sale.class);
    application.setWebApplicationType(WebApplicationType.NONE);

    var failure = catchThrowable(() -> application.run(argument).close());

    assertThat(new SettingRefusal().analyze(failure))
        .isNotNull()
        .extracting(FailureAnalysis::getDescription)
        .isEqualTo("refuses to start: the settings of " + said);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(SaleSettings.class)
  static class Sale {}

  @ConfigurationProperties("test.sale")
  record SaleSettings(int places, Duration longest) {
    SaleSettings {
      if (places < 1) {
        throw new IllegalArgumentException("test.sale.places needs 1 or more");
      }
    }
  }
}
