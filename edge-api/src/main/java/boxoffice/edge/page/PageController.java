package boxoffice.edge.page;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The pages. Opening one changes nothing, so that mail scanners may follow the mailed link: its
/// token stands behind the `#`, which browsers do not send, and only the button uses it.
@Hidden
@RestController
class PageController {

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  Resource index(HttpServletResponse response) {
    return page("pages/index.html", response);
  }

  @GetMapping(path = "/verify-email", produces = MediaType.TEXT_HTML_VALUE)
  Resource verifyEmail(HttpServletResponse response) {
    return page("pages/verify-email.html", response);
  }

  @GetMapping(path = "/reset-password", produces = MediaType.TEXT_HTML_VALUE)
  Resource resetPassword(HttpServletResponse response) {
    return page("pages/reset-password.html", response);
  }

  /// Where mails link to, and where the bank sends its customers back to, until the shop has a page
  /// of its own for it: `boxoffice.order.mail.origin` and `boxoffice.order.provider.return-url`.
  @GetMapping(path = "/orders/{order}", produces = MediaType.TEXT_HTML_VALUE)
  Resource order(HttpServletResponse response) {
    return page("pages/order.html", response);
  }

  private static Resource page(String path, HttpServletResponse response) {
    PagePolicy.set(response);
    return new ClassPathResource(path);
  }
}
