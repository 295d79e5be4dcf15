// Results answer a sent form, so a step back to them would find nothing: their entry in the tab's history becomes one of
// the start and keeps what was asked, as browsers keep a sent form. The start asks it again where somebody steps back
// from a page of the window; whoever reloads, or comes by an address, begins anew.
const results = document.querySelector("form[data-start]");
const came = globalThis.navigation?.activation;

if (results) {
  history.replaceState([...new FormData(results)], "", results.dataset.start + location.hash);
} else if (history.state && came?.navigationType === "traverse" && cameFromWindow()) {
  ask(document.querySelector("form#search"), history.state);
}

function cameFromWindow() {
  return came.from?.url && new URL(came.from.url).pathname.startsWith("/hilfe/");
}

function ask(form, wish) {
  for (const field of form.elements) field.disabled = true;
  for (const [name, value] of wish) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.submit();
}
