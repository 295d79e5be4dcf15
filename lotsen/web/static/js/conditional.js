// Shows a dependent question only while its condition holds: data-shows-when="field=value|other value".
// The answers of hidden questions stay in the page; the server ignores them.
function holds(form, condition) {
  const at = condition.indexOf("=");
  const wanted = condition.slice(at + 1).split("|");
  return new FormData(form).getAll(condition.slice(0, at)).some((value) => wanted.includes(value));
}

function update(form) {
  for (const part of form.querySelectorAll("[data-shows-when]")) part.hidden = !holds(form, part.dataset.showsWhen);
}

for (const form of new Set([...document.querySelectorAll("form [data-shows-when]")].map((part) => part.closest("form")))) {
  form.addEventListener("input", () => update(form));
  form.addEventListener("change", () => update(form));
  update(form);
}
