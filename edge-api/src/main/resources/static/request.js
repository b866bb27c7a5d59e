// What the pages share: a request with a key of its own, and what its answer means to a person.
"use strict";

function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The token behind the # of a mailed link, which browsers do not send by themselves.
function mailedToken() {
  return new URLSearchParams(location.hash.slice(1)).get("token");
}

// The same key for the same act, so that a lost answer does no harm. Null when it worked, else a sentence.
async function post(path, key, body, sentences) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify(body),
    });
    if (answer.ok) {
      return null;
    }
    const problem = await answer.json();
    if (problem.code === "rate-limited") {
      return "That was too often. Please try again later.";
    }
    return sentences[problem.code] ?? `That did not work (${problem.code}). Please try again.`;
  } catch {
    return "That did not work. Please try again.";
  }
}
