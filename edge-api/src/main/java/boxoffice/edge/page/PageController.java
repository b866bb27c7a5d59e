package boxoffice.edge.page;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The pages. Opening one changes nothing, so that mail scanners may follow the mailed link: its
/// token stands behind the `#`, which browsers do not send, and only the button uses it.
@Hidden
@RestController
class PageController {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<Resource> index() {
    return page("pages/index.html");
  }

  @GetMapping(path = "/verify-email", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<Resource> verifyEmail() {
    return page("pages/verify-email.html");
  }

  @GetMapping(path = "/reset-password", produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<Resource> resetPassword() {
    return page("pages/reset-password.html");
  }

  private static ResponseEntity<Resource> page(String path) {
    return ResponseEntity.ok()
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .body(new ClassPathResource(path));
  }
}
