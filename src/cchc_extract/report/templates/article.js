const all = (selector) => [...document.querySelectorAll(selector)];
const marks = all(".text a");
const rows = all("#facts tbody tr");
const ids = (mark) => mark.dataset.of.trim().split(" ");

// Kinds of marks on and off.
all("[data-kind]").forEach((button) => button.addEventListener("click", () => {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  document.getElementById("text").classList.toggle("off-" + button.dataset.kind, !on);
}));

// Filters of the facts: any of the metrics pressed, the period pressed, and the words typed.
const metricButtons = all("#metrics button");
const periodButtons = all("button[data-period]");
const query = document.getElementById("query");
const pressed = (buttons, name) =>
  buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset[name]);

function filter() {
  const metrics = pressed(metricButtons, "metric");
  const periods = pressed(periodButtons, "period");
  const words = fold(query.value).split(/\s+/).filter(Boolean);
  const visible = new Set();
  for (const row of rows) {
    const text = fold(row.textContent);
    row.hidden = (metrics.length > 0 && !metrics.includes(row.dataset.metric)) ||
      (periods.length > 0 && !periods.includes(row.dataset.period)) ||
      !words.every((word) => text.includes(word));
    if (!row.hidden) visible.add(row.id);
  }
  for (const mark of marks)
    if (mark.classList.contains("FACT")) mark.classList.toggle("dim", !ids(mark).some((id) => visible.has(id)));
  document.getElementById("shown").textContent = visible.size;
}

function clear() {
  metricButtons.concat(periodButtons).forEach((b) => b.setAttribute("aria-pressed", "false"));
  query.value = "";
  filter();
}

if (query) {
  metricButtons.concat(periodButtons).forEach((button) => button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    filter();
  }));
  query.addEventListener("input", filter);
  document.getElementById("reset").addEventListener("click", clear);
}

// Both ways between a mark and its row: where a link leads is lit and takes the focus.
function go(event) {
  const link = event.target.closest('a[href^="#"]');
  if (!link || link.classList.contains("skip")) return;
  const target = document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  if (target.hidden) clear();
  all(".lit").forEach((old) => old.classList.remove("lit"));
  const lit = target.matches("span") ? target.nextElementSibling : target;
  lit.classList.add("lit");
  lit.scrollIntoView({ block: "center" });
  (lit.matches("a") ? lit : lit.querySelector("a")).focus({ preventScroll: true });
  history.replaceState(null, "", link.getAttribute("href"));
}
document.addEventListener("click", go);

// What a mark means, beside it while the pointer is on it or it has the focus.
const tip = document.getElementById("tip");
let shown = null;
function meaning(row) {
  const list = document.createElement("dl");
  for (const cell of row.cells) {
    if (cell.classList.contains("empty")) continue;
    const name = document.createElement("dt");
    const said = document.createElement("dd");
    name.append(...cell.firstElementChild.cloneNode(true).childNodes);
    said.append(...cell.lastElementChild.cloneNode(true).childNodes);
    said.querySelectorAll("a").forEach((a) => a.replaceWith(...a.childNodes));
    list.append(name, said);
  }
  return list;
}
function place() {
  if (!shown) return;
  const box = shown.getClientRects()[0];
  const below = box.bottom + 8;
  const above = Math.max(8, box.top - tip.offsetHeight - 8);
  tip.style.left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8)) + "px";
  tip.style.top = (below + tip.offsetHeight < innerHeight ? below : above) + "px";
}
function hide() {
  if (shown) shown.removeAttribute("aria-describedby");
  shown = null;
  tip.hidden = true;
}
function show(mark) {
  const row = document.getElementById(mark.getAttribute("href").slice(1));
  hide();
  tip.replaceChildren(meaning(row));
  tip.hidden = false;
  mark.setAttribute("aria-describedby", "tip");
  shown = mark;
  place();
}
for (const mark of marks) {
  mark.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(mark); });
  mark.addEventListener("pointerleave", hide);
  mark.addEventListener("focus", () => show(mark));
  mark.addEventListener("blur", hide);
}
addEventListener("scroll", place, { passive: true, capture: true });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
