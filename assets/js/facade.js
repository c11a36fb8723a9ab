// Puts the provider's player in place of the link to it, once asked.
for (const box of document.querySelectorAll("[data-embed]"))
  box.querySelector("a").addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
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
