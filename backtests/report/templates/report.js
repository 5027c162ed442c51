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
const buttons = [...document.querySelectorAll("[data-show]")];
buttons.forEach(button => button.addEventListener("click", () => {
  const wanted = button.dataset.show;
  buttons.forEach(other => other.setAttribute("aria-pressed", String(other === button)));
  document.querySelectorAll("tbody[data-verdict]").forEach(body => { body.hidden = wanted !== "" && body.dataset.verdict !== wanted; });
}));
function openTo() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = target && target.closest("details:not([open])");
  if (closed) closed.open = true;
}
addEventListener("hashchange", openTo);
openTo();
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => { d.open = true; }));
