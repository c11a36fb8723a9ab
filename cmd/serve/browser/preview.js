// The preview: keeps the page in step with the server, shows what is wrong, and leads from a
// place in the page to its source.
const tag = document.currentScript;
const page = location.pathname;
const boardPath = "/_board/";
const onBoard = page === boardPath;
let { etag, policy, token } = tag.dataset; // token: there is one where this page may act
tag.remove();
// What came from the server, in a document that is never shown: the page's policy would refuse
// each <style> of a plain clone, and say so.
let old = document.implementation.createHTMLDocument();
old.documentElement.replaceWith(old.importNode(document.documentElement, true));
let state = { Problems: [], More: 0 };
let lang = localStorage.getItem("serve-lang") || firstLang;
const say = (name, n) => (words[name][lang === "fr" ? "Fr" : "En"]).replace("#", n);
const inLang = (text) => text[lang === "fr" ? "Fr" : "En"];

const make = (name, props, ...inside) => {
  const e = Object.assign(document.createElement(name), props);
  e.append(...inside);
  return e;
};

// The preview stands beside the body, in a shadow tree, where the page’s scripts, styles and
// morphs do not come.
const host = make("serve-preview");
const root = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
root.adoptedStyleSheets = [sheet];
const alerts = make("div", { role: "alert" });
const said = make("p", { className: "said", role: "status" });
const dot = make("span", { className: "dot" });
const count = make("span");
const stateButton = make("button", { className: "state", onclick: () => toggle(!panel()) }, dot, count);
const when = make("input", { type: "datetime-local", onchange: () => when.value && act("now", { To: when.value }) });
const whenLabel = make("span");
const today = make("button", { onclick: () => act("now", { To: "" }) });
const edit = make("button", { onclick: () => open({}) });
const board = make("a");
const share = make("button", { onclick: () => { shared.hidden ? showShared() : hideShared(); } });
const langButton = make("button", { onclick: () => { lang = lang === "fr" ? "en" : "fr"; localStorage.setItem("serve-lang", lang); show(); speak(); } });
const size = make("button", { className: "size", onclick: () => { localStorage.setItem("serve-small", bar.classList.contains("small") ? "no" : "yes"); show(); } });
const bar = make("div", { className: "bar", role: "toolbar" }, stateButton, make("label", {}, whenLabel, when), today, edit, share, board, langButton, size);
const outline = make("div", { className: "outline", hidden: true });
const shared = make("section", { className: "shared", hidden: true });
root.append(shared, alerts, said, bar, outline);
document.documentElement.append(host);

// speak has the board, which the server writes, speak as the bar does.
const speak = () => {
  if (!onBoard || document.documentElement.lang === host.lang) return;
  const query = new URLSearchParams(location.search);
  query.set("lang", host.lang);
  location.replace(boardPath + "?" + query + location.hash);
};

// Showing

let closed = ""; // what there was to tell when the panel was closed
let wanted = false; // the panel is to show remarks too, which by themselves open none
let lost = false;
const toggle = (on) => {
  wanted = on;
  closed = on ? "" : news();
  show();
};
const news = () => JSON.stringify([state.Problems, state.Page === "gone", state.Nearest, state.Why]);
const isSmall = () => (localStorage.getItem("serve-small") || (innerWidth < 600 ? "yes" : "no")) === "yes";
const errors = () => state.Problems.filter((p) => !p.Warning);
const panel = () => alerts.firstChild;

const show = () => {
  host.lang = lang === "fr" ? "fr" : "en";
  const bad = errors().length;
  const all = state.Problems.length + state.More;
  bar.className = "bar" + (lost ? " lost" : bad ? " bad" : all ? " note" : "") + (isSmall() ? " small" : "") + (state.Fixed ? " fixed" : "");
  count.textContent = lost ? say("lost") : bad ? (bad === 1 ? say("one") : say("many", bad + state.More)) : all ? (all === 1 ? say("warning") : say("warnings", all)) : say("ok");
  stateButton.setAttribute("aria-expanded", !!panel());
  bar.setAttribute("aria-label", say("preview"));
  whenLabel.textContent = say("asOf");
  if (root.activeElement !== when) when.value = state.Now || "";
  today.textContent = say("today");
  today.hidden = !state.Fixed || !token;
  when.disabled = !token;
  edit.hidden = onBoard || !token;
  edit.textContent = say("edit");
  edit.title = (state.Source || "") + "\n" + say("how");
  share.textContent = say("share");
  share.hidden = !meta("og:image");
  share.setAttribute("aria-expanded", !shared.hidden);
  board.textContent = say("board");
  board.href = boardPath + "?lang=" + host.lang;
  langButton.textContent = say("other");
  langButton.lang = lang === "fr" ? "en" : "fr";
  const small = bar.classList.contains("small");
  size.textContent = small ? "◂" : "▸";
  size.title = say(small ? "grow" : "hide");
  size.setAttribute("aria-label", size.title);
  showPanel(bad);
};

// How the page looks where it is shared: what its head says, as three services lay it out, and no more of a text than
// they show. The picture's address is the published site's: its path leads to the same file here.
const meta = (name) => document.head.querySelector(`meta[property="${name}"], meta[name="${name}"]`)?.content || "";
const shorter = (text, most) => ([...text].length > most ? [...text].slice(0, most).join("") + "…" : text);
const hideShared = () => {
  shared.hidden = true;
  show();
  share.focus();
};
const showShared = () => {
  const url = new URL(meta("og:url") || location.href);
  const dir = document.documentElement.dir || "ltr";
  const [title, description] = [meta("og:title"), meta("og:description")];
  const picture = (cls) => make("img", { className: cls, alt: meta("og:image:alt"), src: new URL(meta("og:image"), location).pathname });
  const line = (cls, text) => make("span", { className: cls }, text);
  const layout = (name, cls, ...inside) => make("figure", {}, make("figcaption", {}, name), make("div", { className: "link " + cls, dir }, ...inside));
  const close = make("button", { className: "close", onclick: hideShared }, say("close"));
  shared.replaceChildren(make("header", {}, make("h2", {}, say("shared")), close), make("div", { className: "links" },
    layout("WhatsApp", "whatsapp", picture("square"), make("div", {}, line("title", shorter(title, 70)), line("text", shorter(description, 80)), line("host", url.host))),
    layout("Facebook", "facebook", picture("wide"), make("div", {}, line("host", url.host), line("title", shorter(title, 80)), line("text", shorter(description, 100)))),
    layout("X", "x", picture("wide"), line("over", shorter(title, 60)))));
  shared.hidden = false;
  show();
};

const showPanel = (bad) => {
  const nearest = state.Nearest;
  const want = news() !== closed && (bad || nearest || (wanted && state.Problems.length));
  const text = want ? news() + lang : "";
  if (alerts.dataset.text === text) return;
  alerts.dataset.text = text;
  if (!want) {
    alerts.replaceChildren();
    stateButton.setAttribute("aria-expanded", false);
    return;
  }
  const close = make("button", { className: "close", onclick: () => toggle(false) }, say("close"));
  const title = nearest ? (state.Page === "gone" ? say("gone") : say("never")) : bad === 1 ? say("one") : bad ? say("many", bad) : count.textContent;
  const box = make("section", { className: "panel" + (bad || nearest ? "" : " note") }, make("header", {}, make("h2", {}, title), close));
  if (state.Why?.En) box.append(make("p", {}, inLang(state.Why)));
  if (nearest) box.append(make("p", {}, say("nearest") + " ", make("a", { href: nearest }, nearest)));
  if (bad && (state.Before || state.Partly)) box.append(make("p", {}, say(state.Before ? "before" : "partly")));
  if (state.Problems.length) box.append(make("ol", {}, ...state.Problems.map(problem)));
  if (state.More) box.append(make("p", {}, say("more", state.More)));
  alerts.replaceChildren(box);
  for (const mark of box.querySelectorAll("mark")) {
    // A paragraph is one long line: what is wrong with it is brought into sight.
    const [a, b] = [mark, mark.parentNode].map((e) => e.getBoundingClientRect());
    mark.parentNode.scrollLeft += (a.left + a.right - b.left - b.right) / 2;
  }
  stateButton.setAttribute("aria-expanded", true);
};

const problem = (p) => {
  const b = make("button", { title: token ? say("open") : "", disabled: !token, onclick: () => act("open", { Path: p.Path, Line: p.Line, Col: p.Col }) },
    make("span", { className: "where" }, p.Where), make("bdi", { className: "what" }, inLang(p.What)));
  if (p.Excerpt) {
    const letters = [...p.Excerpt];
    // A long line is cut at its start too: then its column is letter 100 (source.ExcerptLength).
    const at = letters[0] === "…" && p.Col > 101 ? 100 : Math.max(0, Math.min(p.Col - 1, letters.length));
    const line = make("pre", { dir: "auto" }, letters.slice(0, at).join(""));
    if (p.Col) line.append(make("mark", {}, letters[at] || " "), letters.slice(at + 1).join(""));
    else line.append(letters.slice(at).join(""));
    b.append(line);
  }
  const hint = inLang(p.Hint);
  if (hint) b.append(make("span", { className: "hint" }, say("hint") + " ", make("bdi", {}, hint)));
  return make("li", {}, b);
};

let clearing;
const tellReader = (text) => {
  said.textContent = text;
  clearTimeout(clearing);
  clearing = setTimeout(() => (said.textContent = ""), Math.max(4000, 100 * text.length)); // as long as it takes to read
};

addEventListener("keydown", (e) => {
  if (e.key === "Escape" && !shared.hidden && e.composedPath().includes(host)) hideShared();
  else if (e.key === "Escape" && panel() && e.composedPath().includes(host)) panel().querySelector(".close").click();
});

// Following

let updating = false;
const update = async (want) => {
  if (updating) return;
  updating = true;
  try {
    for (let i = 0; i < 5 && etag !== (want = state.ETag || want); i++) {
      const r = await fetch(page + location.search, { cache: "no-store" });
      const now = r.headers.get("Serve-ETag");
      const text = await r.text();
      const next = new DOMParser().parseFromString(text, "text/html");
      const mine = next.getElementById("serve-preview");
      if (!mine || r.redirected || mine.dataset.policy !== policy) return location.reload();
      mine.remove();
      if (!(await morphDocument(old, next))) return location.reload();
      old = next;
      etag = now;
      if (!shared.hidden) showShared();
      // What the page's own scripts make of its address, they make of what is new in it too.
      dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
      document.dispatchEvent(new CustomEvent("serve:updated", { detail: now }));
    }
  } catch (e) {
    if (!(e instanceof TypeError)) throw e; // else the server has stopped; it says so when it is back
  } finally {
    updating = false;
  }
};

let stream;
const connect = () => {
  stream?.close();
  stream = new EventSource("/_serve/events?page=" + encodeURIComponent(page) + "&etag=" + etag);
  stream.onmessage = (e) => {
    state = JSON.parse(e.data);
    lost = false;
    if (state.Page === "changed") update(state.ETag); // the page is on its way while the bar is drawn
    show();
  };
  stream.onerror = () => {
    lost = true;
    show();
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
  };
};
// A browser keeps six connections to one server: pages that nobody sees give theirs back.
const connectIfVisible = () => (document.hidden ? stream?.close() : connect());
document.addEventListener("visibilitychange", connectIfVisible);
addEventListener("pageshow", (e) => e.persisted && connectIfVisible());
addEventListener("pagehide", () => stream?.close());
show();
speak();
connect();

// From page to source

const act = async (what, request) => {
  if (!token) return;
  try {
    const headers = { "Content-Type": "application/json", "X-Serve-Token": token };
    const r = await fetch("/_serve/" + what, { method: "POST", headers, body: JSON.stringify(request) });
    if (r.status === 403) return location.reload(); // the server was started anew, with another token
    if (!r.ok) return tellReader(String(r.status));
    const reply = await r.json();
    if (reply.Done) return reply.Where && tellReader(say("opened") + ": " + reply.Where);
    let copied = "";
    if (reply.Where) copied = await navigator.clipboard.writeText(reply.Where).then(() => " (" + say("copied") + ")", () => "");
    tellReader([reply.Where && reply.Where + copied, inLang(reply.Why)].filter(Boolean).join(" · "));
    if (what === "now") show();
  } catch {
    lost = true;
    show();
  }
};
const open = (spot) => act("source", { Page: page, ...spot });

// targetOf says what of the page an element shows; the server knows where that is written.
const targetOf = (e) => {
  const spot = {};
  const field = e.closest("[data-field]");
  const body = e.closest("[data-body], .prose");
  const picture = e.closest("picture, img, video, figure");
  const card = e.closest(".cards > li, .rows > li, article, [data-card]") || e.closest("main a[href]");
  const shown = picture?.querySelector("img, video source, video") || picture;
  const src = shown?.getAttribute?.("src");
  if (src) spot.Picture = new URL(src, location).pathname;
  if (body && body !== e) {
    let block = e;
    while (block.parentNode !== body) block = block.parentNode;
    spot.Block = [...body.children].indexOf(block) + 1;
    spot.Text = block.textContent;
  } else if (field) {
    spot.Field = field.dataset.field;
    spot.Text = field.querySelector("dd")?.textContent || field.textContent;
  } else if (card) {
    const link = card.closest("a[href]") || card.querySelector("a[href]");
    const to = link && new URL(link.href, location);
    if (to?.origin === location.origin && to.pathname !== page) spot.Link = to.pathname;
  } else if (e.closest("h1")) spot.Field = "title";
  if (spot.Text === undefined) spot.Text = (e.closest("p, li, dd, dt, h1, h2, h3, h4, figcaption, summary, a, button, span") || e).textContent;
  spot.Text = spot.Text.trim().slice(0, 400);
  return spot;
};

// On the board, each row is a button that says its place.
if (onBoard)
  addEventListener("click", (e) => {
    const row = e.target.closest?.("[data-path]");
    if (row) act("open", { Path: row.dataset.path, Line: +row.dataset.line, Col: +row.dataset.col });
  });

// The element that a click with Alt stands for, which gets the outline.
const outlined = (e) => e.closest?.(".prose > *, [data-body] > *, [data-field], picture, video, .cards > li, .rows > li, p, h1, h2, h3, li, dd, dt, figcaption, a, button");
addEventListener("click", (e) => {
  if (!token || !e.altKey || onBoard || e.composedPath().includes(host) || !(e.target instanceof Element)) return;
  e.preventDefault();
  e.stopImmediatePropagation();
  open(targetOf(e.target));
}, true);
addEventListener("keydown", (e) => {
  if (!e.altKey || onBoard || e.key !== "Enter" || e.composedPath().includes(host)) return;
  e.preventDefault();
  const at = document.activeElement;
  open(!at || at === document.body || at.id === "main" ? {} : targetOf(at));
}, true);

const showOutline = (e) => {
  const target = token && e.altKey && !onBoard && e.target instanceof Element && !e.composedPath().includes(host) && outlined(e.target);
  outline.hidden = !target;
  if (!target) return;
  const r = target.getBoundingClientRect();
  for (const [side, n] of Object.entries({ left: r.left, top: r.top, width: r.width, height: r.height })) outline.style[side] = n + "px";
};
addEventListener("mousemove", showOutline, { passive: true });
addEventListener("keyup", (e) => e.key === "Alt" && (outline.hidden = true));
addEventListener("scroll", () => (outline.hidden = true), { passive: true });
