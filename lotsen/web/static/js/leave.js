// Leaves a page at once: by its button or by Esc Esc. The page is emptied first, the session is ended on the way, and
// the neutral page takes this one's place in the history, so that one step back shows no family.
const WITHIN_MS = 1000;

function leave(form) {
  // Nothing may ask "do you want to leave?" now: a draft is on the server already, or given up.
  addEventListener("beforeunload", (event) => event.stopImmediatePropagation(), { capture: true });
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" }).catch(() => {});
  document.title = "";
  document.body.replaceChildren();
  location.replace(form.dataset.leave);
}

for (const form of document.querySelectorAll("form[data-leave]")) {
  let last = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave(form);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) {
      if (event.key !== "Escape") last = 0;
      return;
    }
    if (last && event.timeStamp - last < WITHIN_MS) leave(form);
    else last = event.timeStamp;
  });
}
