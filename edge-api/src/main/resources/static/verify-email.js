// Sends the code behind the # of the mailed link, once its reader asks for it. The key of a repeated
// click stays the same, so that a lost answer does no harm.
"use strict";

const button = document.getElementById("verify");
const result = document.getElementById("result");
const token = new URLSearchParams(location.hash.slice(1)).get("token");

function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const key = randomKey();

async function verify() {
  button.disabled = true;
  result.textContent = "One moment ...";
  try {
    const answer = await fetch("/v1/accounts:verifyEmail", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify({ token }),
    });
    if (answer.ok) {
      result.textContent = "Your address is verified. You can sign in now.";
      history.replaceState(null, "", location.pathname);
      return;
    }
    const problem = await answer.json();
    result.textContent =
      problem.code === "invalid-code"
        ? "This link is not valid any more. Please ask for a new one."
        : `That did not work (${problem.code}). Please try again.`;
  } catch {
    result.textContent = "That did not work. Please try again.";
  }
  button.disabled = false;
}

if (token) {
  button.addEventListener("click", verify);
} else {
  button.disabled = true;
  result.textContent = "This link has no code. Please open it from your mail.";
}
