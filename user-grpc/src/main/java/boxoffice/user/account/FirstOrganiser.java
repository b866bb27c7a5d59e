package boxoffice.user.account;

import java.util.Set;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Makes the organiser that the settings name, where there is none of that address yet: no RPC
/// makes an organiser, and the first one must come from somewhere.
@Component
final class FirstOrganiser {
  private final OrganiserSettings settings;
  private final Accounts accounts;

  FirstOrganiser(OrganiserSettings settings, Accounts accounts) {
    this.settings = settings;
    this.accounts = accounts;
  }

  @EventListener(ApplicationReadyEvent.class)
  void make() {
    if (!settings.email().isBlank()) {
      accounts.create(
          settings.email(), settings.password(), "Organiser", Set.of("buyer", "organiser"));
    }
  }
}
