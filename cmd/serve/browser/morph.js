// morph makes the page what next is. It compares next with old, what the page was when it came
// from the server, and touches in the page itself only what differs between the two: what its
// reader has done (text typed, a <details> opened, a video started) and what scripts have done
// is in neither, and stays.
const morph = (live, old, next) => {
  if (old.isEqualNode(next)) return;
  if (next.nodeType !== 1) return retype(live, next.data);
  attributes(live, old, next);
  children(live, old, next);
  if (live.load && sources(old) !== sources(next)) live.load();
};

const sources = (media) => [media, ...media.querySelectorAll("source")].map((s) => s.getAttribute("src")).join();

// retype replaces the middle that differs, so that a selection around it stays.
const retype = (live, b) => {
  const a = live.data;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let j = 0;
  while (j < Math.min(a.length, b.length) - i && a.at(-1 - j) === b.at(-1 - j)) j++;
  live.replaceData(i, a.length - i - j, b.slice(i, b.length - j));
};

const attributes = (live, old, next) => {
  for (const { name, namespaceURI, value } of next.attributes) if (old.getAttribute(name) !== value) live.setAttributeNS(namespaceURI, name, value);
  for (const { name } of old.attributes) if (!next.hasAttribute(name)) live.removeAttribute(name);
};

const children = (live, old, next) => {
  const was = [...old.childNodes];
  const shown = match(was, [...live.childNodes], true);
  const from = new Map([...match(was, [...next.childNodes])].map(([o, n]) => [n, o]));
  const stays = new Set(from.values());
  for (const o of was) if (!stays.has(o)) shown.get(o)?.remove();
  const ours = new Set(shown.values());
  let spot = live.firstChild;
  for (const n of next.childNodes) {
    const o = from.get(n);
    const node = o ? shown.get(o) : document.importNode(n, true);
    if (!node) continue; // a script has put something else in its place
    if (o) morph(node, o, n);
    while (spot && !ours.has(spot)) spot = spot.nextSibling;
    if (node === spot) spot = spot.nextSibling;
    else if (node.isConnected && live.moveBefore) live.moveBefore(node, spot);
    else live.insertBefore(node, spot);
  }
};

// key is what tells an element from its neighbours whatever it says.
const key = (n) => n.nodeType === 1 && (n.id || n.getAttribute("href") || n.querySelector("a[href]")?.getAttribute("href"));

// match finds for each of the nodes a the one of b that is the same.
const match = (a, b, whole) => {
  const found = new Map();
  if (whole && a.length === b.length && a.every((x, i) => x.nodeName === b[i].nodeName)) {
    a.forEach((x, i) => found.set(x, b[i]));
    return found;
  }
  while (a.length && b.length && a[0].isEqualNode(b[0])) (found.set(a[0], b[0]), (a = a.slice(1)), (b = b.slice(1)));
  while (a.length && b.length && a.at(-1).isEqualNode(b.at(-1))) (found.set(a.at(-1), b.at(-1)), (a = a.slice(0, -1)), (b = b.slice(0, -1)));
  const keys = new Map(b.map((y) => [y, key(y)]));
  const tests = [(x, y, k) => k && k === keys.get(y) && x.nodeName === y.nodeName, (x, y) => x.isEqualNode(y), (x, y) => x.nodeName === y.nodeName && !(x.id && y.id)];
  for (const same of tests) {
    for (const x of a) {
      if (found.has(x)) continue;
      const k = key(x);
      const i = b.findIndex((y) => same(x, y, k));
      if (i >= 0) found.set(x, b.splice(i, 1)[0]);
    }
  }
  return found;
};

// morphHead waits for new style sheets before it takes the old ones away. Styles within the page
// go the way its policy allows to scripts.
const morphHead = async (live, old, next) => {
  const without = (list, others) => [...list.children].filter((x) => x.nodeName !== "STYLE" && ![...others.children].some((y) => y.isEqualNode(x)));
  const gone = without(old, next).map((o) => [...live.children].find((l) => l.isEqualNode(o)));
  const sheet = (e) => e?.matches("link[rel~=stylesheet]");
  let after = gone.find(sheet);
  const loading = [];
  for (const n of without(next, old)) {
    const e = document.importNode(n, true);
    if (!sheet(e)) {
      live.append(e);
      continue;
    }
    loading.push(new Promise((done) => (e.onload = e.onerror = done)));
    after ? after.after(e) : live.append(e);
    after = e;
  }
  if (loading.length) await Promise.race([Promise.all(loading), new Promise((done) => setTimeout(done, 2000))]);
  for (const e of gone) e?.remove();
  const inlined = (head) => [...head.querySelectorAll("style")].map((s) => s.textContent).join("\n");
  if (inlined(old) === inlined(next)) return;
  for (const s of live.querySelectorAll("style")) s.disabled = true;
  const made = new CSSStyleSheet();
  made.replaceSync(inlined(next));
  document.adoptedStyleSheets = [made];
};

// morphDocument makes the page what next is, and returns false where only loading it anew can.
const morphDocument = async (old, next) => {
  const scripts = (d) => [...d.querySelectorAll("script[src]")].map((s) => s.getAttribute("src")).join();
  if (scripts(old) !== scripts(next)) return false;
  const focus = document.activeElement;
  await morphHead(document.head, old.head, next.head);
  attributes(document.documentElement, old.documentElement, next.documentElement);
  morph(document.body, old.body, next.body);
  const again = focus?.isConnected ? focus : focus?.id && document.getElementById(focus.id);
  if (again && again !== document.activeElement) again.focus({ preventScroll: true });
  return true;
};
