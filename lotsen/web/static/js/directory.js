// Shows services while somebody types, and completes words. The form works without: it is sent and a page comes back.
const PAUSE = 250;

class Live {
  constructor(form) {
    this.form = form;
    this.words = form.querySelector("[name=q]");
    this.words.setAttribute("list", "suggestions");
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  ask() {
    const wished = [...new FormData(this.form)].filter(([, value]) => value !== "");
    const address = `${this.form.action}?${new URLSearchParams(wished)}`;
    if (address === this.address) return; // leaving a field changes nothing, and takes no link away from the pointer
    this.address = address;
    this.page?.abort(); // what was typed before is of no use any more
    const page = (this.page = new XMLHttpRequest());
    page.responseType = "document"; // parsed by the browser itself, so that no text has to be trusted as markup
    page.addEventListener("load", () => {
      if (!page.response?.querySelector("[data-results]")) return this.fail();
      this.show(page.response);
      this.wait(false);
      history.replaceState(null, "", address); // who opens a service and goes back finds the same list
    });
    page.addEventListener("error", () => this.fail());
    page.open("GET", address);
    page.send();
    this.wait(true);
  }

  // What is shown belongs to what was typed before: it steps back until the answer is there.
  wait(waits) {
    document.querySelector("[data-results]").toggleAttribute("data-waits", waits);
  }

  // Without an answer the list would lie. The button sends the form, which leads to signing in where that is needed.
  fail() {
    this.address = undefined;
    const said = document.createElement("p");
    said.className = "kern-body";
    said.textContent = this.form.dataset.textFailed;
    document.querySelector("[data-found]").replaceChildren(said);
    document.querySelector("[data-results]").replaceChildren();
    this.wait(false);
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
