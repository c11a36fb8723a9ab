// Filters the films where they stand. The links lead to whole pages, so nothing is lost without this.
// Nothing is kept from one click to the next: what the page holds may have changed.
// The braces let the minifier shorten names.
{
const all = (query) => [...document.querySelectorAll(query)];
const show = () => {
  const links = all("a[data-filter]");
  const cards = all(".cards > li");
  const said = all("[data-count]")[0];
  if (!said) return;
  const query = new URLSearchParams(location.search);
  const names = new Set(links.map((a) => a.dataset.filter));
  const has = (card, name, value) => !value || (card.dataset[name] || "").split(" ").includes(value);
  const fits = (card, but) => [...names].every((name) => name === but || has(card, name, query.get(name)));
  let n = 0;
  for (const card of cards) n += !(card.hidden = !fits(card));
  for (const a of links) {
    const { filter, value } = a.dataset;
    a.ariaCurrent = (query.get(filter) || "") === value || null;
    a.querySelector(".note")?.replaceChildren(cards.filter((card) => has(card, filter, value) && fits(card, filter)).length);
  }
  const total = said.textContent.split(" / ").pop();
  said.textContent = n < cards.length ? `${n} / ${total}` : total;
};
addEventListener("click", (event) => {
  const a = event.target.closest("a[data-filter]");
  if (!a || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const url = new URL(location);
  const { filter, value } = a.dataset;
  value && url.searchParams.get(filter) !== value ? url.searchParams.set(filter, value) : url.searchParams.delete(filter);
  history.pushState(null, "", url);
  show();
});
addEventListener("popstate", show);
show();
}
