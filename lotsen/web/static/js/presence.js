// Says every 20 seconds, while the page is in sight, that somebody has this form open, and shows who else has.
// Nothing but the form's address is sent; autosave answers bring the same news as an event.
const EVERY = 20_000;
const LIMIT = 8000;

function show(lines) {
  const place = document.querySelector("[data-editing]");
  if (!place || !Array.isArray(lines)) return;
  if (lines.join("\n") === [...place.children].map((line) => line.textContent).join("\n")) return;
  place.replaceChildren(
    ...lines.map((text) => {
      const line = document.createElement("p");
      line.className = "kern-body";
      line.textContent = text;
      return line;
    }),
  );
}

async function beat(form) {
  if (document.hidden) return;
  const token = form.elements.namedItem("csrf_token")?.value ?? "";
  const answer = await fetch(form.dataset.presence, {
    method: "PUT",
    headers: { "X-CSRFToken": token, Accept: "application/json" },
    signal: AbortSignal.timeout(LIMIT),
  }).catch(() => null);
  if (answer?.ok) show((await answer.json().catch(() => null))?.editing);
}

for (const form of document.querySelectorAll("form[data-presence]")) {
  form.addEventListener("lotsen:editing", (event) => show(event.detail));
  document.addEventListener("visibilitychange", () => beat(form));
  setInterval(() => beat(form), EVERY);
  beat(form);
}
