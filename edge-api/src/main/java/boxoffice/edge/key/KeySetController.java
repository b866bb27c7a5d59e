package boxoffice.edge.key;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.SigningKeyServiceGrpc.SigningKeyServiceBlockingStub;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Where programs look for an issuer's keys.
@RestController
class KeySetController {
  /// As often as our own services read them.
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final SigningKeyServiceBlockingStub keys;

  KeySetController(SigningKeyServiceBlockingStub keys) {
    this.keys = keys;
  }

  /// Lists the public keys that access tokens are signed with.
  @GetMapping(path = "/.well-known/jwks.json", produces = APPLICATION_JSON_VALUE)
  ResponseEntity<KeySetJson> listKeys() {
    var answer = keys.listSigningKeys(ListSigningKeysRequest.getDefaultInstance());
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
        .body(KeySetJson.of(answer.getSigningKeysList()));
  }
}
