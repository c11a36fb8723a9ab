// Filters the films where they stand. The links lead to whole pages, so nothing is lost without this.
// The braces let the minifier shorten names.
{
const links = [...document.querySelectorAll(".filters a[data-filter]")];
const cards = [...document.querySelectorAll(".board > li")];
const said = document.querySelector("[data-count]");
const all = said?.textContent;
const names = new Set(links.map((a) => a.dataset.filter));
const has = (card, name, value) => !value || (card.dataset[name] || "").split(" ").includes(value);
const show = () => {
  const query = new URLSearchParams(location.search);
  const fits = (card, but) => [...names].every((name) => name === but || has(card, name, query.get(name)));
  let n = 0;
  for (const card of cards) n += (card.hidden = !fits(card)) ? 0 : 1;
  for (const a of links) {
    const { filter, value } = a.dataset;
    const on = (query.get(filter) || "") === value;
    on ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current");
    const count = a.querySelector(".note");
    if (count) count.textContent = cards.filter((card) => has(card, filter, value) && fits(card, filter)).length;
  }
  said.textContent = n < cards.length ? `${n} / ${all}` : all;
};
for (const a of links)
  a.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const url = new URL(location);
    const { filter, value } = a.dataset;
    value && url.searchParams.get(filter) !== value ? url.searchParams.set(filter, value) : url.searchParams.delete(filter);
    history.pushState(null, "", url);
    show();
  });
addEventListener("popstate", show);
if (said && links.length) show();
}
