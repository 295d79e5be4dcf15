// Sends a form without leaving the page: where the network fails, what was entered stays, and sending goes on.
// The form's own id makes a repeat harmless. An answer that is no "stored" is shown by the browser itself.
const LIMIT = 15_000;

class Sending {
  constructor(frame) {
    this.form = frame.querySelector("form");
    this.status = frame.querySelector("[data-send-status]");
    this.text = frame.dataset;
    this.wait = 2_000;
    this.busy = false;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.busy) this.send();
    });
    addEventListener("online", () => this.timer && this.send());
  }

  async send() {
    clearTimeout(this.timer);
    this.timer = null;
    this.busy = true;
    this.status.textContent = this.text.textSending;
    const answer = await fetch(this.form.action, {
      method: "POST",
      headers: { "X-Lotsen-Submit": "fetch" },
      body: new URLSearchParams(new FormData(this.form)),
      signal: AbortSignal.timeout(LIMIT),
    }).catch(() => null);
    const isJson = answer?.headers.get("Content-Type")?.startsWith("application/json");
    const stored = isJson ? await answer.json().catch(() => null) : null;
    if (!answer || (isJson && stored === null)) {
      this.status.textContent = this.text.textOffline;
      this.timer = setTimeout(() => this.send(), this.wait);
      this.wait = Math.min(this.wait * 2, 30_000);
      return;
    }
    if (answer.ok && stored?.location) location.assign(stored.location);
    else this.form.submit();
  }
}

for (const frame of document.querySelectorAll("[data-send]")) new Sending(frame);
