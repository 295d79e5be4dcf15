// Shows a dependent part of a form only while its condition holds.
// data-shows-when="field=value|other value" for parts of one question (several, one of which has to hold, are
// parted by a semicolon), and for the questions of a sheet
// data-when="[{any, checks: [[fields, operator, value]]}]": all of the list have to hold. What stands in a
// hidden part counts as not answered. The answers stay in the page; the server decides for itself.
const OPEN = ["", "unknown", "not_asked", "not_now"];

function holds(form, conditions) {
  return conditions.split(";").some((condition) => holdsOne(form, condition));
}

function holdsOne(form, condition) {
  const at = condition.indexOf("=");
  const wanted = condition.slice(at + 1).split("|");
  return new FormData(form).getAll(condition.slice(0, at)).some((value) => wanted.includes(value));
}

function isHidden(form, name) {
  const field = form.querySelector(`[name="${CSS.escape(name)}"]`);
  return Boolean(field?.closest("[data-when][hidden]"));
}

function said(form, data, names) {
  return names.filter((name) => !isHidden(form, name)).flatMap((name) => data.getAll(name)).filter((value) => !OPEN.includes(value.trim()));
}

function compared(given, wanted) {
  const number = typeof wanted === "number";
  const one = number ? Number(given.replace(",", ".")) : given;
  return one > wanted ? 1 : one < wanted ? -1 : one === wanted ? 0 : NaN;
}

const OPERATORS = {
  "=": (sign) => sign === 0,
  "!=": (sign) => sign === 0,
  ">": (sign) => sign > 0,
  "<": (sign) => sign < 0,
  ">=": (sign) => sign >= 0,
  "<=": (sign) => sign <= 0,
};

function fulfils(form, data, [names, operator, value]) {
  const given = said(form, data, names);
  if (operator === "exists") return given.length > 0 === value;
  const wanted = value === true ? "present" : value === false ? "not_present" : value;
  const found = given.some((one) => OPERATORS[operator](compared(one, wanted)));
  return operator === "!=" ? !found : found;
}

function update(form) {
  const data = new FormData(form);
  for (const part of form.querySelectorAll("[data-when]")) {
    part.hidden = !JSON.parse(part.dataset.when).every((when) =>
      when.any
        ? when.checks.some((check) => fulfils(form, data, check))
        : when.checks.every((check) => fulfils(form, data, check)),
    );
  }
  for (const part of form.querySelectorAll("[data-shows-when]")) part.hidden = !holds(form, part.dataset.showsWhen);
}

const PARTS = "form [data-shows-when], form [data-when]";
for (const form of new Set([...document.querySelectorAll(PARTS)].map((part) => part.closest("form")))) {
  form.addEventListener("input", () => update(form));
  form.addEventListener("change", () => update(form));
  update(form);
}
