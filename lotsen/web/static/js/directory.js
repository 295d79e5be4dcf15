// Shows services while somebody types, and completes words. The form works without: it is sent and a page comes back.
const PAUSE = 250;

class Live {
  constructor(form) {
    this.form = form;
    this.words = form.querySelector("[name=q]");
    this.turn = 0;
    this.words.setAttribute("list", "suggestions");
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const turn = ++this.turn;
    const wished = [...new FormData(this.form)].filter(([, value]) => value !== "");
    const address = `${this.form.action}?${new URLSearchParams(wished)}`;
    const [page, words] = await Promise.all([
      fetch(address).catch(() => null),
      fetch(`${this.form.dataset.suggest}?${new URLSearchParams({ q: this.words.value })}`).catch(() => null),
    ]);
    if (turn !== this.turn) return;
    if (words?.ok) this.complete(await words.json());
    if (page?.ok && !page.redirected) this.show(await page.text());
  }

  complete(words) {
    const options = words.map((word) => Object.assign(document.createElement("option"), { value: word }));
    document.getElementById("suggestions").replaceChildren(...options);
  }

  show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-results]");
    if (fresh) document.querySelector("[data-results]").replaceWith(fresh);
  }
}

for (const form of document.querySelectorAll("form[data-directory]")) new Live(form);
