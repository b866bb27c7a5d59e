// Asks for the link that sets a new password, or, opened by that link, sets one.
"use strict";

const ask = document.getElementById("ask");
const set = document.getElementById("set");
const result = document.getElementById("result");
const token = mailedToken();
const key = randomKey();

async function askForLink(event) {
  event.preventDefault();
  result.textContent = "One moment ...";
  const email = ask.elements.email.value;
  const trouble = await post("/v1/accounts:requestPasswordReset", randomKey(), { email }, {
    "validation-failed": "This is not an e-mail address.",
  });
  result.textContent = trouble ?? "If this address has an account, a mail is on its way.";
}

async function setPassword(event) {
  event.preventDefault();
  result.textContent = "One moment ...";
  const newPassword = set.elements.password.value;
  const trouble = await post("/v1/accounts:resetPassword", key, { token, newPassword }, {
    "invalid-code": "This link is not valid any more. Please ask for a new one.",
    "validation-failed": "Please choose a longer or less common password: 12 characters at least.",
  });
  result.textContent = trouble ?? "Your password is set, and you are signed out everywhere. You can sign in now.";
  if (!trouble) {
    set.hidden = true;
    history.replaceState(null, "", location.pathname);
  }
}

ask.addEventListener("submit", askForLink);
set.addEventListener("submit", setPassword);
ask.hidden = Boolean(token);
set.hidden = !token;
