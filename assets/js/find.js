// Searches the index that package search writes: what its files hold is said there, and both fold by the table in
// the first of them.

// Of a text: as one of its words, of the summary and the facts, of the names, of the title.
const weights = [1, 3, 6, 12];

const load = async (url) => {
  const r = await fetch(url);
  if (!r.ok) throw new Error(url);
  return r.text();
};

// Words of sorted lines, each with its pages.
const parse = (text) => {
  let last = "";
  return text.trimEnd().split("\n").map((line) => {
    const at = line.lastIndexOf(" ");
    last = last.slice(0, parseInt(line[0], 36)) + line.slice(1, at);
    return [last, line.slice(at + 1)];
  });
};

// Calls each with the pages of a word, and where it is there.
const decode = (digits, each) => {
  let page = 0, n = 0, shift = 0;
  for (let i = 0; i < digits.length; i++) {
    const d = digits.charCodeAt(i) - 48;
    n |= (d & 31) << shift;
    if (d & 32) {
      shift += 5;
    } else {
      page += n >> 2;
      each(page++, n & 3);
      n = shift = 0;
    }
  }
};

// Whether one letter more, less, or other, or two that changed places, tell two words apart.
const near = (a, b) => {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const same = (x, y) => a.slice(i + x) === b.slice(i + y);
  return same(1, 1) || same(0, 1) || same(1, 0) || a[i] === b[i + 1] && a[i + 1] === b[i] && same(2, 2);
};

// The place of a word among sorted ones, or that of the first after it.
const placeOf = (list, word) => {
  let low = 0, high = list.length;
  while (low < high) {
    const mid = low + high >> 1;
    if (list[mid][0] < word) low = mid + 1;
    else high = mid;
  }
  return low;
};

// How texts are folded by a table: words are those of a text, and forms what each is found by.
export const folding = (table) => {
  const set = (name) => new Set(table[name].split(" "));
  const pairs = (name) => table[name].split(" ").map((x) => x.split("="));
  const marks = new RegExp(`[${table.marks}]`, "g");
  const letters = new Map(table.letters.split(" ").map((x) => [x[0], x.slice(1)]));
  const elided = set("elided");
  const same = new Map(pairs("same"));
  const arabicEndings = pairs("arabic"), latinEndings = pairs("latin");
  const fold = (text) => text.normalize("NFKD").replace(marks, "").toLowerCase()
    .replace(/[^a-z0-9]/gu, (c) => letters.get(c) ?? (/[\p{L}\p{N}'-]/u.test(c) ? c : " "));
  const words = (text) => [...fold(text).matchAll(/(\d+|[^ '\d-]+)('?)/g)]
    .filter((m) => !m[2] || !elided.has(m[1])).map((m) => m[1]);
  const without = (w, endings, left) => endings.flatMap(([ending, to]) =>
    w.endsWith(ending) && [...w].length >= ending.length + left ? [w.slice(0, -ending.length) + to] : []);
  const stems = (w) => [w, ...without(w, arabicEndings, 3)];
  const joined = table.joined.split(" ");
  const arabic = (w, from) => {
    const long = w.length > 3;
    if (long && w.startsWith("ال")) return stems(w.slice(2));
    const out = stems(w);
    if (long && w.startsWith("لل")) out.push(...stems(w.slice(2)));
    const i = joined.findIndex((list, i) => i >= from && list.includes(w[0]));
    if (long && i >= 0) out.push(...arabic(w.slice(1), i + 1));
    return out;
  };
  const latin = (w) => [...w].length < 4 || !/(?:[^s]s|x)$/.test(w) ? [w] : [w.slice(0, -1), ...without(w, latinEndings, 0)];
  const forms = (w) => {
    const out = /^\p{Script=Arabic}/u.test(w) ? arabic(w, 0) : latin(w);
    return [...out, ...out.flatMap((x) => same.get(x) ?? [])];
  };
  const sounds = pairs("sounds");
  const sound = (w) => /^\d/.test(w) ? "" : "~" + sounds.reduce((s, [a, b]) => s.replaceAll(a, b), `.${w}.`)
    .replaceAll(".", "").replace(/(.)\1+/gu, "$1");
  return { words, forms, sound, common: set("common") };
};

// Opens the index of a language: base is the address of its files without their endings.
export const open = async (base) => {
  const [first, somePages, someWords] = (await load(base + ".txt")).split("\n\n");
  const head = JSON.parse(first);
  const { words, forms, sound, common } = folding(head);
  const count = head.lengths.length;
  const files = new Map();
  const file = (name, read) => {
    if (!files.has(name)) files.set(name, load(`${base}-${name}.txt?${head.version}`).then(read));
    return files.get(name);
  };
  const all = someWords && parse(someWords);
  const shardOf = (word) => Math.max(0, (head.words || []).findLastIndex((x) => x <= word));
  const shard = (i) => all || file("words-" + i, parse);

  // Calls each with the words that begin so: of large indexes, with those of two files at most.
  const beginning = async (start, each) => {
    const from = shardOf(start);
    for (let i = from; i <= Math.min(from + 1, shardOf(start + "\uffff")); i++) {
      const list = await shard(i);
      for (let at = placeOf(list, start); at < list.length && list[at][0].startsWith(start); at++) each(list[at]);
    }
  };

  // Notes the pages of a term, and what each counts.
  const take = ([term, digits], quality, pages, matched) => {
    matched.add(term);
    let n = 0;
    decode(digits, () => n++);
    const rarity = .5 + Math.log(1 + count / n) / Math.log(1 + count);
    decode(digits, (page, place) => {
      const score = weights[place] * quality * rarity;
      const old = pages.get(page);
      if (!old || old.score < score) pages.set(page, { score, title: place === 3 ? quality : 0 });
    });
  };

  // The term that is just so, if there is one.
  const exact = async (text) => {
    const terms = await shard(shardOf(text));
    const term = terms[placeOf(terms, text)];
    return term?.[0] === text && term;
  };

  // The pages that have both parts of a word that is two written together.
  const lookUpParts = async (word, pages, matched) => {
    for (let i = 3; i <= word.length - 3 && !pages.size; i++) {
      const a = await exact(forms(word.slice(0, i))[0]);
      const b = a && await exact(forms(word.slice(i))[0]);
      if (!b) continue;
      const left = new Map(), right = new Map();
      take(a, .8, left, matched);
      take(b, .8, right, matched);
      for (const [page, x] of left) right.has(page) && pages.set(page, x);
    }
  };

  // The pages of words that are nearly so, sound so, or differ in their first two letters.
  const lookUpAlike = async (word, list, last, pages, matched) => {
    for (const form of list) {
      const term = await exact(sound(form));
      if (term) take(term, .4, pages, matched);
      if (form.length < 4 || form <= "9") continue;
      // Words that begin with two of its letters are in few files; those nearest to it are looked at.
      const from = Math.max(shardOf(form) - 1, shardOf(form.slice(0, 2)));
      const to = Math.min(from + 5, shardOf(form.slice(0, 2) + "\uffff"));
      for (let i = from; i <= to; i++) {
        for (const term of await shard(i)) {
          const longer = term[0].length - form.length;
          if (term[0][0] !== "~" && (near(form, term[0]) ||
            last && longer > 0 && [-1, 0, 1].some((n) => near(form, term[0].slice(0, form.length + n))))) {
            take(term, longer > 1 ? .3 : .5, pages, matched);
          }
        }
      }
    }
    for (let i = 1; i < 4 && !all && !pages.size; i++) {
      const term = word.length > i + 3 && await exact("~~" + word.slice(i));
      if (term) take(term, .4, pages, matched);
    }
    // At last, words that begin as it does.
    if (!pages.size && word.length > 5) {
      await beginning(word.slice(0, Math.max(5, word.length - 3)), (term) => take(term, .2, pages, matched));
    }
  };

  // The pages of a word and what each counts, and, as words, what it was found by.
  const lookUp = async (word, last, matched) => {
    const pages = new Map();
    const list = [...new Set(forms(word))];
    for (const form of list) {
      const term = await exact(form);
      if (term) take(term, form === list[0] ? 1 : .9, pages, matched);
    }
    if (last) {
      for (const start of new Set(/^\p{Script=Arabic}/u.test(word) ? list : [word])) {
        await beginning(start, (term) => {
          if (!matched.has(term[0])) take(term, .3 + .5 * start.length / term[0].length, pages, matched);
        });
      }
    }
    if (!pages.size) await lookUpParts(word, pages, matched);
    if (!pages.size) await lookUpAlike(word, list, last, pages, matched);
    return pages;
  };

  // The pages that answer a question, the best first; all says that each has all the words.
  const ask = async (question) => {
    const list = [...new Set(words(question))];
    const telling = list.filter((w) => !common.has(w));
    const must = telling.length ? telling : list;
    const matched = new Set();
    const found = new Map();
    // Notes the pages of n words that stand beside each other.
    const note = (pages, i, n) => {
      const needed = must.includes(list[i]);
      for (const [page, x] of pages) {
        const sum = found.get(page) || { page, has: new Set(), score: 0, title: 0 };
        for (const word of list.slice(i, i + n)) must.includes(word) && sum.has.add(word);
        sum.score += needed ? x.score * n : x.score / 8;
        sum.title += needed ? x.title * n : 0;
        found.set(page, sum);
      }
    };
    for (const [i, word] of list.entries()) {
      note(await lookUp(word, must.includes(word) && word === list.at(-1), matched), i, 1);
      const together = i && await exact(forms(list[i - 1] + word)[0]);
      if (!together) continue;
      const pages = new Map();
      take(together, 1, pages, matched);
      note(pages, i - 1, 2);
    }
    const most = Math.max(0, ...[...found.values()].map((x) => x.has.size));
    const hits = [...found.values()].filter((x) => most && x.has.size === most);
    for (const x of hits) x.score += 12 * x.title / Math.max(+head.lengths[x.page] || 1, must.length);
    hits.sort((a, b) => b.score - a.score || a.page - b.page);
    const isMatch = (word) => words(word).some((w) => [...forms(w), sound(w)].some((x) => matched.has(x)));
    return { hits: hits.map((x) => x.page), all: most === must.length, isMatch };
  };

  // What there is to show of a page.
  const show = async (n) => {
    const i = Math.floor(n / (head.step || count));
    const lines = await file("pages-" + i, (text) => text.split("\n"));
    const [url, kind, title, detail, summary] = lines[n - i * (head.step || 0)].split("\t");
    return { url, kind: head.kinds[kind], title, detail, summary };
  };
  if (somePages) files.set("pages-0", somePages.split("\n"));
  return { ask, show };
};

// Makes the form of the search page answer while one types.
export const start = (form) => {
  const { index, others, texts } = form.dataset;
  const say = JSON.parse(texts);
  const input = form.elements.q;
  const list = document.querySelector("[data-results]");
  const status = document.querySelector("[role=status]");
  const more = document.querySelector("[data-more]");
  const opened = new Map();
  const get = (base) => {
    if (!opened.has(base)) opened.set(base, open(base).catch((e) => (opened.delete(base), Promise.reject(e))));
    return opened.get(base);
  };
  let asked, turn = 0, active = -1, committed = true;
  const options = () => [...list.querySelectorAll("a")];
  const element = (name, text, attributes = {}) => {
    const e = document.createElement(name);
    e.append(...[text].flat());
    for (const key in attributes) e.setAttribute(key, attributes[key]);
    return e;
  };
  const marked = (text, isMatch) => text.split(/([\p{L}\p{N}\p{M}ـ]+)/u)
    .map((part, i) => i % 2 && isMatch(part) ? element("mark", part) : part);

  // A group of results under a heading.
  const group = (label, hits, attributes) => {
    const box = element("div", element("p", label, { class: "note", "aria-hidden": true }), { role: "group", "aria-label": label });
    for (const { x, isMatch } of hits) {
      const parts = [element("b", marked(x.title, isMatch)), " ", element("small", [x.kind, x.detail].filter(Boolean).join(" · "))];
      if (x.summary) parts.push(" ", element("span", marked(x.summary, isMatch)));
      box.append(element("a", parts, { ...attributes, role: "option", href: x.url, "aria-selected": false }));
    }
    return box;
  };

  // The first n hits of an index: the best, then those of each kind.
  const groups = async (source, { hits, isMatch }, n, label, attributes) => {
    const shown = await Promise.all(hits.slice(0, n).map(async (page) => ({ x: await source.show(page), isMatch })));
    const best = attributes || shown.length < 5 ? shown.length : 3;
    const rest = Map.groupBy ? [...Map.groupBy(shown.slice(best), (h) => h.x.kind)] : [["", shown.slice(best)]];
    return [[label, shown.slice(0, best)], ...rest].filter((g) => g[1].length).map(([name, hits]) => group(name, hits, attributes));
  };

  const select = (n) => {
    const all = options();
    all[active]?.setAttribute("aria-selected", false);
    active = n;
    if (!all[n]) return input.removeAttribute("aria-activedescendant");
    all[n].setAttribute("aria-selected", true);
    all[n].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[n].id);
  };

  const answer = async (n = 10) => {
    const question = asked = input.value.trim();
    const mine = ++turn;
    let boxes = [], said = "", left = 0;
    try {
      if (question) {
        const source = await get(index);
        const found = await source.ask(question);
        const own = await groups(source, found, n, say.best);
        left = found.hits.length - n;
        said = (found.all ? "" : say.partial + " ") + say.results.replace("{n}", found.hits.length);
        if (!found.hits.length || !found.all) {
          for (const [lang, dir, name, base] of JSON.parse(others)) {
            const other = await get(base);
            const theirs = await other.ask(question);
            if (theirs.all) boxes.push(...await groups(other, theirs, 5, say.language.replace("{language}", name), { lang, dir, hreflang: lang }));
          }
          if (boxes.length && !found.hits.length) said = say.others;
        }
        boxes.push(...own);
        if (!boxes.length) said = say.none;
      }
    } catch {
      boxes = [];
      said = say.failed;
      left = 0;
    }
    if (mine !== turn) return;
    list.replaceChildren(...boxes);
    options().forEach((a, i) => a.id = "result_" + i);
    list.hidden = !boxes.length;
    list.dataset.results = question;
    input.setAttribute("aria-expanded", !!boxes.length);
    more.hidden = left <= 0;
    more.onclick = () => answer(n + 10);
    status.textContent = said;
    select(-1);
  };

  const address = () => {
    const url = new URL(location);
    url.searchParams.set("q", input.value.trim());
    if (!input.value.trim()) url.searchParams.delete("q");
    return url;
  };
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (input.value.trim() === asked) return;
      history[committed ? "pushState" : "replaceState"](null, "", address());
      committed = false;
      answer();
    }, 80);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = options()[active];
    if (chosen) return chosen.click();
    if (input.value.trim() !== asked) history.pushState(null, "", address());
    committed = true;
    answer();
  });
  input.addEventListener("keydown", (event) => {
    const n = options().length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && n) {
      event.preventDefault();
      select(active < 0 && step < 0 ? n - 1 : active + step);
    } else if (event.key === "Escape" && active >= 0) {
      event.preventDefault();
      select(-1);
    }
  });
  addEventListener("popstate", () => {
    input.value = new URLSearchParams(location.search).get("q") || "";
    committed = true;
    answer();
  });
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", false);
  if (input.value.trim()) {
    history.replaceState(null, "", address()); // it may have been typed while this was loaded
    answer();
  }
};
