// Fetches what searches once somebody wants to: on the first focus, or where the address asks already. Until then, and
// where it cannot be fetched, the form leads to this page, which lists all pages.
{
const form = document.querySelector("form[data-index]");
const input = form.elements.q;
input.value ||= new URLSearchParams(location.search).get("q") || "";
let loading;
const load = () => loading ||= import(form.dataset.script).then((search) => search.start(form)).catch(() => {
  document.querySelector("[role=status]").textContent = JSON.parse(form.dataset.texts).failed;
});
input.addEventListener("focus", load);
if (input.value || document.activeElement === input) load();
}
