const read = (id) => JSON.parse(document.getElementById(id).textContent);
const articles = read("articles");
const specs = read("specs");
const words = read("words");

// Search: a row for each article, some at a time.
const STEP = 20;
const search = document.getElementById("search");
const more = document.getElementById("more");
const body = document.querySelector("#listing tbody");
const texts = articles.map(([title, , id, province, day]) => fold([title, id, province, day].join(" ")));
let hits = articles;
let listed = 0;

function cell(value, className) {
  const made = document.createElement("td");
  if (className) made.className = className;
  made.append(value);
  return made;
}
function listMore() {
  for (const [title, href, , province, day, facts, failing] of hits.slice(listed, listed + STEP)) {
    const row = document.createElement("tr");
    let name = title;
    if (href) {
      name = document.createElement("a");
      name.href = href;
      name.textContent = title;
    }
    const first = cell(name);
    first.lang = "vi";
    row.append(first, cell(province), cell(day), cell(facts, "number"), cell(failing || "", "number"));
    body.append(row);
  }
  listed = Math.min(listed + STEP, hits.length);
  more.hidden = listed >= hits.length;
}
function find() {
  const wanted = fold(search.value).split(/\s+/).filter(Boolean);
  hits = articles.filter((_, i) => wanted.every((word) => texts[i].includes(word)));
  document.getElementById("hits").textContent = hits.length;
  body.replaceChildren();
  listed = 0;
  listMore();
}
search.addEventListener("input", find);
more.addEventListener("click", listMore);
find();

// Charts: drawn when they come near the window, and again in the other language.
function said(value, language) {
  if (typeof value === "string" && value.startsWith("§")) return words[value.slice(1)][language];
  if (Array.isArray(value)) return value.map((item) => said(item, language));
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, said(item, language)]));
  return value;
}
const views = new Map();
async function draw(place) {
  const language = page.dataset.ui === "en" ? 1 : 0;
  const old = views.get(place);
  views.set(place, null);
  if (old) old.finalize();
  const drawn = await vegaEmbed(place, said(specs[place.dataset.chart], language), {
    renderer: "svg",
    actions: false,
    tooltip: { theme: "custom" },
  });
  views.set(place, drawn);
  place.dataset.drawn = "yes";
}
const watcher = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen)
    if (isIntersecting) {
      watcher.unobserve(target);
      draw(target);
    }
}, { rootMargin: "600px" });
document.querySelectorAll(".chart").forEach((place) => watcher.observe(place));
document.querySelectorAll("[data-language]").forEach((button) =>
  button.addEventListener("click", () => [...views.keys()].forEach(draw)));
