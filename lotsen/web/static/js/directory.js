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

  ask() {
    const turn = ++this.turn;
    const wished = [...new FormData(this.form)].filter(([, value]) => value !== "");
    const page = new XMLHttpRequest();
    page.responseType = "document"; // parsed by the browser itself, so that no text has to be trusted as markup
    const address = `${this.form.action}?${new URLSearchParams(wished)}`;
    page.addEventListener("load", () => {
      if (turn !== this.turn || page.status !== 200 || !page.response) return;
      this.show(page.response);
      history.replaceState(null, "", address); // who opens a service and goes back finds the same list
    });
    page.open("GET", address);
    page.send();
  }

  show(fresh) {
    for (const place of ["#suggestions", "[data-results]"]) {
      const found = fresh.querySelector(place);
      if (found) document.querySelector(place).replaceWith(document.adoptNode(found));
    }
    this.tell(fresh);
    this.recount(fresh);
    this.askForTown(fresh);
  }

  // A live region that is put in anew is not read out: its words are changed in place.
  tell(fresh) {
    const said = document.querySelector("[data-found]");
    const now = fresh.querySelector("[data-found]");
    if (now && now.textContent !== said.textContent) {
      said.replaceChildren(...[...now.childNodes].map((node) => document.adoptNode(node)));
    }
  }

  recount(fresh) {
    for (const list of this.form.querySelectorAll("select")) {
      for (const option of list.options) {
        const counted = fresh.querySelector(`select[name="${list.name}"] option[value="${CSS.escape(option.value)}"]`);
        if (counted) option.textContent = counted.textContent;
      }
    }
  }

  // A postcode of several municipalities brings a list of its own, and takes it away again.
  askForTown(fresh) {
    const place = this.form.querySelector("[data-towns]");
    const asked = fresh.querySelector("[data-towns]");
    const towns = (part) => [...part.querySelectorAll("option")].map((option) => option.value).join();
    if (asked && towns(asked) !== towns(place)) place.replaceWith(document.adoptNode(asked));
  }
}

for (const form of document.querySelectorAll("form[data-directory]")) new Live(form);
