package boxoffice.user.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param email of the organiser that the service makes at its start; blank for none
/// @param password what that account starts with; later settings do not change it
@ConfigurationProperties("boxoffice.user.organiser")
record OrganiserSettings(@DefaultValue("") String email, @DefaultValue("") String password) {
  private static final int SHORTEST_PASSWORD = 12;

  OrganiserSettings {
    if (!email.isBlank() && password.length() < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException(
          "boxoffice.user.organiser.password needs " + SHORTEST_PASSWORD + " characters");
    }
  }

  @Override
  public String toString() {
    return "OrganiserSettings[" + email + "]"; // never the password
  }
}
