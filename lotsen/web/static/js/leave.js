// Leaves a page at once: by its button or by Esc Esc. The page is emptied first, the session, where there is one, is
// ended on the way, and the neutral page takes this one's place in the history, so that one step back shows no family.
// Pages of the window further back, which need no session, leave again when a step back leads to them.
const WITHIN_MS = 1000;

function leave(way) {
  // Nothing may ask "do you want to leave?" now: a draft is on the server already, or given up.
  addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), { capture: true });
  if (way.matches("form")) {
    fetch(way.action, { method: "POST", body: new FormData(way), keepalive: true, redirect: "manual" }).catch(() => {});
  }
  document.title = "";
  document.body.replaceChildren();
  location.replace(way.dataset.leave);
}

function leaveAgain() {
  const way = document.querySelector("a[data-leave]");
  const came = globalThis.navigation?.activation;
  if (way && came?.navigationType === "traverse" && came.from?.getState()?.left) leave(way);
}

leaveAgain();
addEventListener("pageshow", (event) => event.persisted && leaveAgain());

for (const way of document.querySelectorAll("[data-leave]")) {
  let last = 0;
  way.addEventListener(way.matches("form") ? "submit" : "click", (event) => {
    event.preventDefault();
    leave(way);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) {
      if (event.key !== "Escape") last = 0;
      return;
    }
    if (last && event.timeStamp - last < WITHIN_MS) leave(way);
    else last = event.timeStamp;
  });
}
