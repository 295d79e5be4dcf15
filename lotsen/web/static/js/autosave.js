// Keeps a long form safe on bad Wi-Fi. Drafts go to the server (PUT {rev, load, turn, values}) 800 ms after the last input; one slot
// in memory, the newest wins; nothing is ever stored on the device. The final save leaves the page only after the
// server's yes, and may be repeated: the form's id makes it store once. Without this script a plain POST does the same.
// A form without an address for drafts keeps its input in the page alone, and tries its final save in the same way.

const WAIT = 800;
const LIMIT = 8000;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
const CLOCK = new Intl.DateTimeFormat("de", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });
const KEEPALIVE = 60_000; // browsers send at most 64 KiB after the page is gone
const NOT_DRAFT = new Set(["csrf_token", "signature"]);

class Draft {
  constructor(form) {
    this.form = form;
    this.text = form.dataset;
    this.status = form.querySelector("[data-autosave-status]");
    this.revision = Number(form.dataset.revision);
    this.load = String(Math.random()).slice(2, 18); // tells this page apart from the same form loaded again
    this.turn = 0; // what is sent later counts, even where it arrives first
    this.token = form.elements.namedItem("csrf_token")?.value ?? "";
    this.pause = FIRST_PAUSE;
    this.pending = false; // something the server does not have yet
    this.stopped = false; // 401 or 409: only a person can go on
    this.busy = false;
    this.final = null; // the button that submits, once it was used
    for (const kind of ["input", "change"]) form.addEventListener(kind, () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.now());
    addEventListener("focus", () => this.comeBack());
    addEventListener("beforeunload", (event) => {
      if (this.pending || this.busy) event.preventDefault();
    });
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.now();
    });
  }

  changed() {
    this.pending = true;
    if (this.stopped) return;
    if (!this.busy) this.say("idle", this.text.textIdle);
    if (this.text.autosave || this.final) this.later(WAIT);
  }

  submitted(event) {
    event.preventDefault();
    if (this.final) return;
    this.final = { button: event.submitter };
    this.pending = true;
    this.stopped = false;
    this.say("saving", this.text.textSending);
    this.now();
  }

  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  now() {
    if (this.pending && !this.stopped && (this.text.autosave || this.final)) this.later(0);
  }

  async send() {
    if (this.busy || !this.pending || this.stopped) return;
    this.busy = true; // until the answer is read: the next draft builds on its revision
    this.pending = false; // an input during the request sets it again
    const posts = this.final !== null; // the button may be used while a draft is on its way
    let answer = null;
    try {
      answer = await (posts ? this.post() : this.put());
    } catch {
      // no network, or no answer within the limit
    }
    const unreachable = answer === null || [502, 503, 504].includes(answer.status);
    if (unreachable) this.retry();
    else if (posts) await this.afterPost(answer);
    else await this.afterPut(answer);
    this.busy = false;
  }

  retry() {
    this.pending = true;
    this.say("offline", this.text.textOffline);
    this.later(this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  draft() {
    const values = {};
    for (const field of this.form.elements) {
      if (field.name && !NOT_DRAFT.has(field.name) && !["submit", "button", "password"].includes(field.type)) {
        values[field.name] ??= [];
      }
    }
    for (const [name, value] of new FormData(this.form)) {
      if (name in values && typeof value === "string") values[name].push(value);
    }
    return {
      method: "PUT",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token, Accept: "application/json" },
      body: JSON.stringify({ rev: this.revision, load: this.load, turn: ++this.turn, values }),
    };
  }

  put() {
    this.say("saving", this.text.textSaving);
    return fetch(this.text.autosave, { ...this.draft(), signal: AbortSignal.timeout(LIMIT) });
  }

  // The tab is closed or killed: what is not sent yet leaves with it, without waiting for an answer.
  flush() {
    if (!this.text.autosave || !(this.pending || this.busy) || this.stopped) return;
    const last = this.draft();
    if (last.body.length < KEEPALIVE) fetch(this.text.autosave, { ...last, keepalive: true }).catch(() => {});
  }

  async afterPut(answer) {
    if (answer.ok) {
      const saved = await answer.json().catch(() => null);
      if (saved === null) return this.retry();
      this.pause = FIRST_PAUSE;
      this.revision = saved.rev;
      this.form.dispatchEvent(new CustomEvent("lotsen:editing", { detail: saved.editing }));
      if (this.pending) this.goOn();
      else this.say("saved", this.text.textSaved.replace("{time}", CLOCK.format(new Date(saved.saved_at))));
      return undefined;
    }
    this.pending = true;
    return this.refused(answer.status);
  }

  // What was typed or pressed meanwhile is not stored yet, and the line above the buttons does not say so.
  goOn() {
    if (!this.final) this.say("idle", this.text.textIdle);
    this.later(this.final ? 0 : WAIT);
  }

  post() {
    const { button } = this.final;
    const body = new URLSearchParams(new FormData(this.form, button));
    body.set("load", this.load); // a draft that was held up and comes after this changes nothing
    body.set("turn", ++this.turn);
    return fetch(this.form.action, {
      method: "POST",
      headers: { "X-CSRFToken": this.token, "X-Lotsen-Submit": "fetch" },
      body,
      signal: AbortSignal.timeout(LIMIT),
    });
  }

  async afterPost(answer) {
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    const stored = isJson ? await answer.json().catch(() => null) : null;
    if (answer.ok && isJson && stored === null) {
      this.retry(); // cut off within the answer; sent again it is stored once
    } else if (answer.ok && stored?.location) {
      this.pending = this.busy = false;
      location.assign(stored.location);
    } else if ([401, 500].includes(answer.status)) {
      this.pending = true;
      this.refused(answer.status);
    } else {
      // Not stored: the same form once more, by the browser itself, shows the page that says why.
      this.leave(this.final.button?.name, this.final.button?.value);
    }
  }

  // Sends the form by the browser itself: the answer is a page.
  leave(name, value) {
    this.pending = this.busy = false;
    this.stopped = true;
    if (name) {
      const pressed = document.createElement("input");
      pressed.type = "hidden";
      pressed.name = name;
      pressed.value = value;
      this.form.append(pressed);
    }
    this.form.submit();
  }

  // Signed in again in another window: this page takes the new session's token and goes on where it was.
  async comeBack() {
    if (this.status?.dataset.state !== "signed-out") return;
    const page = await fetch(location.href, { signal: AbortSignal.timeout(LIMIT) }).catch(() => null);
    const token = page?.ok ? /name="csrf_token" value="([^"]+)"/.exec(await page.text()) : null;
    if (!token || page.redirected) return;
    this.token = token[1];
    const hidden = this.form.elements.namedItem("csrf_token");
    if (hidden) hidden.value = this.token;
    this.stopped = false;
    this.now();
  }

  refused(status) {
    this.final = null;
    this.stopped = status === 401 || status === 409;
    if (status === 401) this.say("signed-out", this.text.textSignedOut, this.text.signIn, this.text.textSignIn);
    else if (status === 409) this.compare();
    else this.say("refused", this.text.textRefused);
  }

  // Somebody else, or another page, was faster: the form goes to the page that shows both versions.
  compare() {
    this.say("conflict", this.text.textConflict);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kern-btn kern-btn--secondary lotsen-btn-small";
    button.dataset.compare = "";
    const label = document.createElement("span");
    label.className = "kern-label";
    label.textContent = this.text.textCompare;
    button.append(label);
    button.addEventListener("click", () => this.leave("go", "compare"));
    this.status?.append(" ", button);
  }

  say(state, text, address, label) {
    if (!this.status) return;
    this.status.dataset.state = state;
    this.status.textContent = text;
    if (!address) return;
    const link = document.createElement("a");
    link.className = "kern-link";
    link.href = address;
    link.target = "_blank";
    link.textContent = label;
    this.status.append(" ", link);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Draft(form);
