// A family's answer on bad Wi-Fi: sent once per tap, and again until the server has said yes. Nothing is kept on the device;
// the same answer twice is stored once. Without this script the browser sends the form itself.

const LIMIT = 8000;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15000;
const UNREACHABLE = [502, 503, 504];

class OneAnswer {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-status]");
    this.busy = false;
    this.pause = FIRST_PAUSE;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.busy) return;
      this.busy = true;
      this.button = event.submitter;
      this.body = new URLSearchParams(new FormData(form, event.submitter));
      this.say(form.dataset.textSending);
      this.send();
    });
    addEventListener("online", () => this.waiting && this.send());
  }

  async send() {
    clearTimeout(this.waiting);
    this.waiting = 0;
    let answer = null;
    try {
      answer = await fetch(this.form.action, {
        method: "POST",
        headers: { "X-Lotsen-Submit": "fetch" },
        body: this.body,
        signal: AbortSignal.timeout(LIMIT),
      });
    } catch {
      // no network, or no answer within the limit
    }
    const isJson = answer?.headers.get("Content-Type")?.startsWith("application/json");
    const stored = isJson ? await answer.json().catch(() => null) : null;
    const isCut = isJson && stored === null;
    if (answer === null || isCut || UNREACHABLE.includes(answer.status)) return this.again();
    if (answer.ok && stored?.location) location.assign(stored.location);
    else this.leaveToBrowser();
    return undefined;
  }

  again() {
    this.say(this.form.dataset.textOffline);
    this.waiting = setTimeout(() => this.send(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  // Not stored: the same form once more, by the browser itself, shows the page that says why.
  leaveToBrowser() {
    if (this.button?.name) {
      const pressed = document.createElement("input");
      pressed.type = "hidden";
      pressed.name = this.button.name;
      pressed.value = this.button.value;
      this.form.append(pressed);
    }
    this.form.submit();
  }

  say(text) {
    this.status.textContent = text;
  }
}

for (const form of document.querySelectorAll("form[data-family]")) new OneAnswer(form);

// A page that lies about shows its question no longer than the session lives, which is noted once a minute: ask again then.
const { idleMinutes, start } = document.body.dataset;
if (idleMinutes) setTimeout(() => location.replace(start), (Number(idleMinutes) + 1) * 60000 + 5000);
