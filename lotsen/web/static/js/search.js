// Shows hits while somebody types. The form works without: it is sent and the page comes back with the same hits.
const PAUSE = 250;

class Live {
  constructor(form) {
    this.form = form;
    this.said = document.querySelector("[data-hits-said]");
    this.list = document.querySelector("[data-hits]");
    this.turn = 0;
    form.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
  }

  async ask() {
    const values = new FormData(this.form);
    const typed = ["name", "birth_date", "code"].map((name) => String(values.get(name) ?? "").trim());
    if (!typed.some((text) => text.length > 1)) return this.show("", []);
    const turn = ++this.turn;
    const answer = await fetch(this.form.action, {
      method: "POST",
      headers: { "X-Lotsen-Live": "yes" },
      body: new URLSearchParams(values),
    }).catch(() => null);
    if (turn !== this.turn || !answer?.ok) return;
    const found = await answer.json();
    this.show(found.text, found.hits);
  }

  show(text, hits) {
    this.said.textContent = text;
    this.list.replaceChildren(...hits.map(card));
  }
}

function card(hit) {
  const item = make("li", "lotsen-card");
  const head = make("p", "kern-body lotsen-card__head");
  const link = make("a", "kern-link");
  link.href = hit.url;
  link.append(isolated(hit.code, "ltr"));
  head.append(link);
  if (hit.name) head.append(" ", isolated(hit.name));
  const more = make("p", "kern-body kern-body--small kern-body--muted");
  more.append(hit.stage);
  if (hit.place) more.append(" · ", isolated(hit.place));
  more.append(" · ", hit.since);
  item.append(head, more);
  return item;
}

function make(tag, className) {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

function isolated(text, direction = "auto") {
  const element = document.createElement("bdi");
  element.dir = direction;
  element.textContent = text;
  return element;
}

for (const frame of document.querySelectorAll("[data-live-search]")) new Live(frame.querySelector("form"));
