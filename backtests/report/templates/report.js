const shown = cell => cell.textContent.trim();
const number = text => /^[-+−]?[\d,.]+%?( |$)/.test(text) ? parseFloat(text.replace("−", "-").replace(/,/g, "")) : NaN;
const isDay = text => /^\d{4}-\d\d-\d\d/.test(text);
function compare(a, b) {
  if (isDay(a) || isDay(b)) return a < b ? -1 : a > b ? 1 : 0;
  const x = number(a), y = number(b);
  if (isNaN(x) !== isNaN(y)) return isNaN(x) ? 1 : -1;
  return isNaN(x) ? a.localeCompare(b) : x - y;
}
document.querySelectorAll("table.sortable").forEach(table => {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const body = table.tBodies[0];
      const rows = [...body.rows].sort((a, b) => compare(shown(a.cells[column]), shown(b.cells[column])));
      body.append(...(down ? rows.reverse() : rows));
    });
  });
});

// Filters of the verdict table: all must agree; their state is in the hash of the address.
const filter = document.querySelector(".filter");
const bodies = [...document.querySelectorAll("#table tbody[data-verdict]")];
const groups = [...document.querySelectorAll("#table tbody.heading")];
const buttons = [...filter.querySelectorAll("button[data-verdict]")];
const fields = [...filter.querySelectorAll("[name]")];
const texts = new Map(bodies.map(body => [body, body.textContent.toLowerCase()]));
const state = { verdict: "", article: "", kind: "", q: "" };
const inHash = () => location.hash.includes("=");
function matches(body) {
  const words = state.q.toLowerCase().split(/\s+/);
  return ["verdict", "article", "kind"].every(key => !state[key] || body.dataset[key] === state[key])
    && words.every(word => texts.get(body).includes(word));
}
function show() {
  buttons.forEach(one => one.setAttribute("aria-pressed", String(one.dataset.verdict === state.verdict)));
  fields.forEach(field => { if (field.value !== state[field.name]) field.value = state[field.name]; });
  bodies.forEach(body => { body.hidden = !matches(body); });
  groups.forEach(group => { group.hidden = !bodies.some(body => !body.hidden && body.dataset.article === group.dataset.article); });
  const count = bodies.filter(body => !body.hidden).length;
  filter.querySelector(".count").textContent = `${count} of ${bodies.length} claims shown`;
}
function save() {
  const set = Object.entries(state).filter(([, value]) => value);
  const hash = set.length ? `#${new URLSearchParams(set)}` : "#verdicts";
  history.replaceState(null, "", hash);
  show();
}
function restore() {
  if (!inHash()) return;
  const wanted = new URLSearchParams(location.hash.slice(1));
  const options = { verdict: buttons.map(one => one.dataset.verdict) };
  fields.filter(field => field.options).forEach(field => { options[field.name] = [...field.options].map(one => one.value); });
  Object.keys(state).forEach(key => {
    const value = wanted.get(key) || "";
    state[key] = !options[key] || options[key].includes(value) ? value : "";
  });
  show();
  filter.scrollIntoView();
}
buttons.forEach(one => one.addEventListener("click", () => { state.verdict = one.dataset.verdict; save(); }));
fields.forEach(field => field.addEventListener("input", () => { state[field.name] = field.value; save(); }));
filter.querySelector(".reset").addEventListener("click", () => { Object.keys(state).forEach(key => { state[key] = ""; }); save(); });
filter.hidden = false;
show();
restore();
addEventListener("hashchange", restore);

// Links to copy: through the clipboard where the browser allows it, else by a selection.
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
document.querySelectorAll(".claim h3").forEach(head => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.dataset.copy = head.id;
  button.textContent = "Copy link";
  button.setAttribute("aria-label", `Copy link to ${head.id}`);
  head.after(button);
});
document.querySelectorAll("button.copy").forEach(button => {
  const words = button.textContent;
  button.addEventListener("click", async () => {
    const address = location.href.split("#")[0];
    const link = button.dataset.copy ? `${address}#${button.dataset.copy}` : location.href;
    const focused = document.activeElement;
    button.textContent = await copyText(link) ? "Copied" : link;
    focused.focus();
    setTimeout(() => { button.textContent = words; }, 2000);
  });
});

function openTo() {
  const target = location.hash && !inHash() && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const closed = target.closest("details:not([open])");
  if (closed) closed.open = true;
  if (target.matches("tbody[hidden]")) {
    Object.keys(state).forEach(key => { state[key] = ""; });
    show();
    target.scrollIntoView();
  }
}
addEventListener("hashchange", openTo);
openTo();
document.querySelectorAll(".contents.folded a").forEach(link => link.addEventListener("click", () => { link.closest(".folded").open = false; }));
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => { d.open = true; }));
