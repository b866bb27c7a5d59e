// Sends the code of the mailed link, once its reader asks for it, or asks for another link.
"use strict";

const button = document.getElementById("verify");
const form = document.getElementById("resend");
const result = document.getElementById("result");
const token = mailedToken();
const key = randomKey();

async function verify() {
  button.disabled = true;
  result.textContent = "One moment ...";
  const trouble = await post("/v1/accounts:verifyEmail", key, { token }, {
    "invalid-code": "This link is not valid any more. You can have another one mailed below.",
  });
  result.textContent = trouble ?? "Your address is verified. You can sign in now.";
  if (trouble) {
    form.hidden = false;
    button.disabled = false;
  } else {
    history.replaceState(null, "", location.pathname);
  }
}

async function resend(event) {
  event.preventDefault();
  result.textContent = "One moment ...";
  const email = form.elements.email.value;
  const trouble = await post("/v1/accounts:resendVerification", randomKey(), { email }, {
    "validation-failed": "This is not an e-mail address.",
  });
  result.textContent = trouble ?? "If this address waits for its proof, a mail is on its way.";
}

form.addEventListener("submit", resend);
if (token) {
  button.addEventListener("click", verify);
} else {
  button.disabled = true;
  form.hidden = false;
  result.textContent = "This link has no code. Please open it from your mail.";
}
