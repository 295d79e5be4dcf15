// Says calmly, while a name or birth date is typed, that another family here looks alike: codes and links, no names.
const PAUSE = 600;
const WATCHED = ["surname", "given_name", "birth_date"];

class Watch {
  constructor(line) {
    this.line = line;
    this.form = line.closest("form");
    this.form.addEventListener("input", (event) => {
      if (!WATCHED.includes(event.target.name)) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
  }

  async ask() {
    const all = new FormData(this.form);
    const body = new URLSearchParams({ csrf_token: String(all.get("csrf_token") ?? "") });
    for (const name of WATCHED) if (all.has(name)) body.set(name, String(all.get(name)));
    const answer = await fetch(this.line.dataset.lookAlikes, { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    const { text, hits } = await answer.json();
    this.line.replaceChildren();
    if (!text) return;
    this.line.append(text);
    for (const hit of hits) {
      const link = document.createElement("a");
      link.className = "kern-link";
      link.href = hit.url;
      link.target = "_blank";
      link.dir = "ltr";
      link.textContent = hit.code;
      this.line.append(" ", link);
    }
  }
}

for (const line of document.querySelectorAll("[data-look-alikes]")) new Watch(line);
