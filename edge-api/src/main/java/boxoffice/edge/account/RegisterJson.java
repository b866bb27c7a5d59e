package boxoffice.edge.account;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.RegisterRequest;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/// What an account starts with.
///
/// @param email whose owner gets the mail with the link that opens the account
/// @param password 12 to 128 characters, not one of the common ones
/// @param displayName how mails address the person: 1 to 100 characters, no control characters
/// @param locale of mails: `en` or `ko`; `en` when it is not given
/// @param timeZone such as `Asia/Seoul`; `UTC` when it is not given
record RegisterJson(
    String email,
    String password,
    String displayName,
    @JsonSetter(nulls = Nulls.SET) @Nullable String locale,
    @JsonSetter(nulls = Nulls.SET) @Nullable String timeZone) {

  RegisterRequest toProto(RequestId requestId) {
    return RegisterRequest.newBuilder()
        .setRequestId(requestId.text())
        .setEmail(email)
        .setPassword(password)
        .setDisplayName(displayName)
        .setLocale(locale == null ? "" : locale)
        .setTimeZone(timeZone == null ? "" : timeZone)
        .build();
  }

  /// Never the password.
  @Override
  public String toString() {
    return "RegisterJson";
  }
}
