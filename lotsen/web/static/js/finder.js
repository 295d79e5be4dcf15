// Finds what to choose from while a part of a name is typed. The page works without: its button brings the same list.
const PAUSE = 250;

class Finder {
  constructor(frame) {
    this.frame = frame;
    this.words = frame.querySelector("input[type=text]");
    this.said = frame.querySelector("[data-finder-said]");
    this.found = frame.querySelector("[data-finder-found]");
    this.turn = 0;
    this.words.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
    this.words.addEventListener("keydown", (event) => event.key === "Enter" && this.now(event));
    frame.querySelector("button").addEventListener("click", (event) => this.now(event));
  }

  now(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    this.ask();
  }

  ask() {
    const turn = ++this.turn;
    const page = new XMLHttpRequest();
    page.responseType = "document"; // parsed by the browser itself, so that no text has to be trusted as markup
    page.addEventListener("load", () => {
      const fresh = page.status === 200 && page.response?.querySelector("[data-finder]");
      if (turn !== this.turn) return;
      if (fresh) this.show(fresh);
      else this.fail();
    });
    page.addEventListener("error", () => turn === this.turn && this.fail());
    page.open("GET", `${this.frame.dataset.finder}?${new URLSearchParams([[this.words.name, this.words.value]])}`);
    page.send();
  }

  // What is listed stays: it can still be chosen.
  fail() {
    this.said.textContent = this.frame.dataset.textFailed;
  }

  show(fresh) {
    const chosen = this.found.querySelector("input:checked");
    const options = [...fresh.querySelector("[data-finder-found]").children].map((one) => document.adoptNode(one));
    const same = options.map((one) => one.querySelector("input")).find((one) => one.value === chosen?.value);
    if (chosen && !same) options.unshift(kept(chosen));
    this.found.replaceChildren(...options);
    if (chosen) (same ?? chosen).checked = true; // among those found may be one that the page chooses beforehand
    this.said.textContent = fresh.querySelector("[data-finder-said]").textContent;
  }
}

// What is chosen stays in sight, whatever else is looked for; its id must not be that of one of those found.
function kept(chosen) {
  const row = chosen.closest(".kern-form-check");
  row.querySelector("label").htmlFor = chosen.id = `${chosen.name}-kept`;
  return row;
}

for (const frame of document.querySelectorAll("[data-finder]")) new Finder(frame);
