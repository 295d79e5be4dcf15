// Answers a question and filters a list without leaving the page: what changes is put in its place, what was ticked,
// typed or unfolded stays, and one line says what happened. Without this script the same buttons bring the same page.
// An answer that finds no network is sent again until the server has it: the same answer twice is stored once.
const LIMIT = 15_000;
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;
const PLACES = ["[data-paths]", "[data-asking]", "[data-list]"];
const STAYS_CLOSED = "asking-private"; // a confidential question is opened by a person, every time

class Proposals {
  constructor(frame) {
    this.frame = frame;
    this.said = frame.querySelector("[data-said]");
    this.text = frame.dataset;
    this.pause = FIRST_PAUSE;
    this.before = ""; // what was said of an answer, for as long as the list is filtered after it
    frame.addEventListener("submit", (event) => this.submitted(event), true);
    frame.addEventListener("change", (event) => {
      if (event.target.closest("[data-filters]")) frame.querySelector("[data-filter]").click();
    });
    addEventListener("online", () => this.timer && this.send());
    addEventListener("beforeunload", (event) => this.job && event.preventDefault());
  }

  submitted(event) {
    const form = event.target;
    const filters = event.submitter?.hasAttribute("data-filter");
    if (!form.matches("[data-answer]") && !filters) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.job) {
      this.filtersAgain ||= Boolean(filters);
      return;
    }
    const body = new URLSearchParams(new FormData(form, event.submitter));
    this.job = { body, filters, address: filters ? event.submitter.formAction : form.action };
    this.send();
  }

  send() {
    clearTimeout(this.timer);
    this.timer = null;
    this.said.textContent = this.job.filters ? this.text.textFiltering : this.text.textSaving;
    const page = new XMLHttpRequest(); // the browser itself parses the page: no text has to be trusted as markup
    page.open("POST", this.job.address);
    page.responseType = "document";
    page.timeout = LIMIT;
    for (const failure of ["error", "timeout", "abort"]) page.addEventListener(failure, () => this.later());
    page.addEventListener("load", () => {
      if ([502, 503, 504].includes(page.status)) this.later();
      else this.arrived(page.status, page.response);
    });
    page.send(this.job.body);
  }

  later() {
    if (this.job.filters) return this.stop(this.text.textUnreachable);
    this.said.textContent = this.text.textOffline;
    this.timer = setTimeout(() => this.send(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    return undefined;
  }

  stop(text) {
    const { filters } = this.job;
    this.job = null;
    this.finish(filters ? this.before : text, filters ? text : "", this.filtersAgain);
  }

  // Says what happened; with `again` the list is filtered once more, and what happened stays to be read.
  finish(happened, now, again) {
    this.filtersAgain = false;
    this.before = again ? happened : "";
    this.said.textContent = `${happened} ${now}`.trim();
    if (again) this.frame.querySelector("[data-filter]")?.click();
  }

  arrived(status, fresh) {
    this.pause = FIRST_PAUSE;
    if (!fresh?.querySelector("[data-proposals]")) return this.stop(status === 401 ? this.text.textSignedOut : this.text.textRefused);
    const { filters } = this.job;
    this.job = null;
    const stored = status === 200 && !filters;
    const chosen = this.kept();
    const asked = this.frame.querySelector("[data-asking]").contains(document.activeElement);
    for (const place of filters ? ["[data-list]"] : PLACES) this.swap(place, fresh);
    const lost = this.restore(chosen);
    const again = this.filtersAgain || (!filters && this.isFiltered());
    this.recount(fresh, filters && !again);
    const now = fresh.querySelector("[data-said]").textContent;
    if (asked) this.goOn();
    const happened = filters ? this.before : stored ? this.text.textStored : "";
    return this.finish([happened, lost ? this.text.textLost : ""].join(" ").trim(), now, again);
  }

  swap(place, fresh) {
    const there = fresh.querySelector(place);
    if (there) this.frame.querySelector(place).replaceWith(document.adoptNode(there));
  }

  // Focus goes on with the next question; where a refusal is shown, to the start of it.
  goOn() {
    const panel = this.frame.querySelector("[data-asking]");
    const target = panel.querySelector("[role=alert] .kern-title") ?? panel.querySelector("[data-asked]") ?? panel.querySelector("h2");
    target?.setAttribute("tabindex", "-1");
    target?.focus();
  }

  kept() {
    const list = this.frame.querySelector("[data-list]");
    return {
      ticked: [...list.querySelectorAll("input:checked")].map((box) => box.value),
      typed: [...list.querySelectorAll("textarea")].map((field) => [field.id, field.value]),
      open: [...this.frame.querySelectorAll("details[open][id]")].map((part) => part.id),
    };
  }

  // Returns whether something that was ticked is not on the page any more.
  restore({ ticked, typed, open }) {
    const list = this.frame.querySelector("[data-list]");
    const boxes = [...list.querySelectorAll("input[type=checkbox]")];
    for (const box of boxes) box.checked = ticked.includes(box.value);
    for (const [id, value] of typed) {
      const field = document.getElementById(id);
      if (field) field.value = value;
    }
    for (const id of open.filter((one) => one !== STAYS_CLOSED)) document.getElementById(id)?.setAttribute("open", "");
    return ticked.some((value) => !boxes.some((box) => box.value === value));
  }

  filters() {
    return [...this.frame.querySelectorAll("[data-filters] select, [data-filters] input")];
  }

  isFiltered() {
    return this.filters().some((field) => (field.type === "checkbox" ? field.checked : field.value !== ""));
  }

  // The fields themselves stay, and with them the focus: only what they say changes.
  recount(fresh, settles) {
    for (const field of this.filters()) {
      const now = fresh.getElementById(field.id);
      if (!now) continue;
      if (field.options) {
        const wanted = settles ? now.value : field.value;
        field.replaceChildren(...[...now.options].map((option) => document.adoptNode(option)));
        field.value = wanted;
      } else {
        if (settles) field.checked = now.checked;
        const labels = [this.frame, fresh].map((page) => page.querySelector(`label[for="${CSS.escape(field.id)}"]`));
        labels[0].textContent = labels[1].textContent;
      }
    }
  }
}

for (const frame of document.querySelectorAll("[data-proposals]")) new Proposals(frame);
