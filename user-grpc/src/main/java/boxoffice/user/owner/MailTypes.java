package boxoffice.user.owner;

/// The types of mails in the outbox, and what their facts are called.
final class MailTypes {
  static final String REGISTRATION = "registration-mail";
  static final String RESEND_VERIFICATION = "resend-verification-mail";
  static final String PASSWORD_RESET = "password-reset-mail";
  static final String PASSWORD_CHANGED = "password-changed-mail";
  static final String EMAIL_CHANGE = "email-change-mail";
  static final String EMAIL_CHANGE_NOTICE = "email-change-notice-mail";

  /// Where the mail goes, normalised.
  static final String EMAIL = "email";

  static final String ACCOUNT_ID = "account_id";
  static final String REGISTRATION_ID = "registration_id";

  /// The mark of the password that allowed what the mail is about, base64url.
  static final String ASKED_WITH = "asked_with";

  private MailTypes() {}
}
