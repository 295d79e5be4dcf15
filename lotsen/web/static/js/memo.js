// A list of entries that lives in the address of the page and nowhere else: #liste=id,id. No storage, no cookie.
const NAME = "liste";
const MOST = 30;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let ids = passed() ?? read(location.hash);

function read(hash) {
  const said = new URLSearchParams(hash.slice(1)).get(NAME) ?? "";
  return [...new Set(said.split(",").filter((id) => ID.test(id)))].slice(0, MOST);
}

// The list of the page of the window from which somebody stepped back, or forward, to this one: it is the newer one.
function passed() {
  const came = globalThis.navigation?.activation;
  if (came?.navigationType !== "traverse" || !came.from?.url) return undefined;
  const from = new URL(came.from.url);
  return from.pathname.startsWith("/hilfe/") ? read(from.hash) : undefined;
}

function fragment() {
  return ids.length ? `#${NAME}=${ids.join(",")}` : "";
}

// Links and forms of these pages carry the list on; the part behind # is never sent to a server.
function carry() {
  const here = location.pathname + location.search;
  history.replaceState(history.state, "", here + fragment());
  for (const link of document.querySelectorAll("a[href^='/hilfe/']")) {
    link.href = link.getAttribute("href").split("#")[0] + fragment();
  }
  for (const form of document.querySelectorAll("form[action^='/hilfe/']")) {
    form.setAttribute("action", form.getAttribute("action").split("#")[0] + fragment());
  }
  for (const button of document.querySelectorAll("button[formaction]")) {
    button.setAttribute("formaction", button.getAttribute("formaction").split("#")[0] + fragment());
  }
  for (const count of document.querySelectorAll("[data-memo-count], [data-memo-near] span")) {
    count.textContent = ids.length ? `(${ids.length})` : "";
  }
  for (const near of document.querySelectorAll("[data-memo-near]")) near.hidden = !ids.length;
  for (const button of document.querySelectorAll("button[data-memo]")) show(button);
}

function show(button) {
  const label = button.querySelector(".kern-label");
  button.dataset.textRemember ??= label.textContent;
  const kept = ids.includes(button.dataset.memo);
  label.textContent = kept ? button.dataset.textForget : button.dataset.textRemember;
  button.hidden = !kept && ids.length >= MOST;
}

function toggle(id) {
  ids = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
  carry();
}

async function list(page) {
  const status = page.querySelector("[data-memo-status]");
  const cards = page.querySelector("[data-memo-cards]");
  if (!ids.length) {
    status.textContent = page.dataset.textEmpty;
    cards.replaceChildren();
    return;
  }
  const body = new URLSearchParams({ ids: ids.join(",") });
  const answer = await fetch(page.dataset.action.split("#")[0], { method: "POST", body, credentials: "omit" }).catch(() => null);
  if (!answer?.ok) {
    status.textContent = page.dataset.textGone;
    return;
  }
  const entries = await answer.json();
  status.textContent = entries.length < ids.length ? page.dataset.textMissing : "";
  // What is gone leaves the list; what stands for it now takes its place.
  ids = entries.map((entry) => entry.id);
  cards.replaceChildren(...entries.map((entry) => card(entry, page)));
  carry();
}

function card(entry, page) {
  const item = make("li", "window-card");
  const head = make("h2", "window-card__name");
  const link = make("a", "kern-link");
  link.href = entry.url;
  link.append(said(entry.name));
  head.append(link);
  item.append(head);
  if (entry.kind.text) item.append(line(said(entry.kind)));
  if (entry.about.text) item.append(line(said(entry.about)));
  item.append(line(said({ text: entry.carrier, lang: "de", dir: "ltr" })));
  for (const place of entry.places) item.append(line(said({ text: place, lang: "de", dir: "ltr" })));
  if (entry.phone) {
    const call = make("a", "kern-link window-phone");
    call.href = `tel:${entry.phone.replaceAll(" ", "")}`;
    const number = make("bdi");
    number.dir = "ltr";
    number.textContent = entry.phone;
    call.append(number);
    item.append(line(call));
  }
  const forget = make("button", "kern-btn kern-btn--secondary window-remember");
  forget.type = "button";
  const label = make("span", "kern-label");
  label.textContent = page.dataset.textForget;
  const name = make("span", "window-unseen");
  name.append(": ", said(entry.name));
  forget.append(label, name);
  forget.addEventListener("click", () => {
    toggle(entry.id);
    list(page);
    page.querySelector("[data-memo-cards] button, [data-print]")?.focus();
  });
  item.append(forget);
  return item;
}

function line(content) {
  const paragraph = make("p", "kern-body");
  paragraph.append(content);
  return paragraph;
}

function said(words) {
  const element = make("span");
  element.lang = words.lang;
  element.dir = words.dir;
  element.textContent = words.text;
  return element;
}

function make(tag, className = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  return element;
}

for (const button of document.querySelectorAll("button[data-memo]")) {
  button.addEventListener("click", () => toggle(button.dataset.memo));
}
// A jump within the page puts its own name behind #; the list is put back, an address with another list is read.
addEventListener("hashchange", () => {
  if (location.hash.includes(`${NAME}=`)) ids = read(location.hash);
  carry();
  start();
});
// The browser kept this page as it was; the list may have changed since.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  ids = passed() ?? ids;
  carry();
  start();
});

function start() {
  const page = document.querySelector("[data-memo-page]");
  if (!page) return;
  page.hidden = false;
  document.querySelector("[data-memo-without]").hidden = true;
  list(page);
}

carry();
start();
