// Puts the provider's player in place of the link to it, once asked.
addEventListener("click", (event) => {
  const box = event.target.closest("[data-embed] > a")?.parentNode;
  if (!box || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.src = box.dataset.embed;
  frame.title = box.dataset.title;
  frame.allow = "autoplay; fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  frame.tabIndex = 0;
  box.replaceChildren(frame);
  frame.focus();
});
