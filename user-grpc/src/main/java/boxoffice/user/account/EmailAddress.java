package boxoffice.user.account;

import java.text.Normalizer;
import java.util.Locale;

/// When two addresses are the same (row V8): after Unicode NFKC, without blanks around them, in
/// lower case. Accounts are unique by that form.
///
/// Nothing else is made equal. What stands behind a plus, dots in the local part, and look-alike
/// letters are the mail server's business: to make them equal would give one person's account to
/// another where a server tells them apart. The contract takes ASCII addresses only, so a domain
/// with other letters comes as it is in DNS (`xn--...`), and a look-alike is another address.
public final class EmailAddress {
  private EmailAddress() {}

  /// @param text in any case, blanks around it allowed
  public static String normalise(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }
}
