package boxoffice.load.floor;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Gives the answer of the empty call, with nothing before or behind it.
@RestController
class BareController {
  static final String PATH = "/v1/services/inventory:ping";

  @GetMapping(PATH)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void ping() {}
}
