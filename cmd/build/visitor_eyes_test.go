package main

// What visitor tests ask of a page: functions that list, in a few words, what is wrong.

const fitsAcross = `() => {
	const page = document.scrollingElement, wide = page.scrollWidth - innerWidth;
	if (wide <= 0) return [];
	const out = [...document.body.querySelectorAll("*")].filter((e) => {
		const r = e.getBoundingClientRect();
		return r.width && (r.right > innerWidth + 1 || r.left < -1);
	});
	return ["it scrolls sideways by " + wide + " px: " + out.slice(0, 3)
		.map((e) => "<" + e.localName + " class=" + e.className + "> " + e.textContent.trim().slice(0, 30)).join(", ")];
}`

const withLargeText = `() => {
	const root = document.documentElement, size = parseFloat(getComputedStyle(root).fontSize);
	root.style.fontSize = 2 * size + "px";
	const faults = (` + fitsAcross + `)();
	root.style.fontSize = "";
	return faults;
}`

// Colours as numbers, and the ground that an element stands on.
const colours = `
	const rgba = (c) => { const n = c.match(/[\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n };
	const light = ([r, g, b]) => [r, g, b]
		.map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
		.reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
	const contrast = (a, b) => {
		const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
		return (x + 0.05) / (y + 0.05);
	};
	const ground = (e) => {
		for (; e; e = e.parentElement) {
			const c = rgba(getComputedStyle(e).backgroundColor);
			if (c[3] === 1) return c;
		}
		return [255, 255, 255, 1];
	};
	const named = (e) => "<" + e.localName + " class=" + e.className + "> " + e.textContent.trim().slice(0, 20);
	const texts = [...document.body.querySelectorAll("*")].filter((e) =>
		e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width &&
		[...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
`

const readable = `() => {` + colours + `
	if (!texts.length) return ["it has no text"];
	const faults = new Set();
	for (const e of texts) {
		const s = getComputedStyle(e), size = parseFloat(s.fontSize);
		const need = size >= 24 || size >= 18.66 && s.fontWeight >= 700 ? 3 : 4.5;
		const c = contrast(rgba(s.color), ground(e));
		if (c < need) faults.add("contrast " + c.toFixed(2) + " of " + named(e));
	}
	return [...faults].slice(0, 3);
}`

const darkGround = `() => {` + colours + `
	return light(ground(document.body)) < 0.05 ? [] : ["the ground is " + ground(document.body)];
}`

const still = `() => document.getAnimations().filter((a) => a.playState === "running").map((a) => "it moves: " + ` +
	`(a.animationName || a.transitionProperty))`

const printable = `() => {` + colours + `
	const shown = [...document.querySelectorAll("nav, .menu, .skip, .filters")]
		.filter((e) => e.checkVisibility() && !e.closest("footer") && !e.classList.contains("toc"));
	const faults = shown.map((e) => "<" + e.localName + " class=" + e.className + "> is printed");
	if (light(ground(document.body)) < 0.95) faults.push("the paper is " + ground(document.body));
	const onPaper = (e) => contrast(rgba(getComputedStyle(e).color), [255, 255, 255]);
	if (onPaper(document.body) < 12) faults.push("the text is " + getComputedStyle(document.body).color);
	for (const e of texts) if (onPaper(e) < 4.5) faults.push("too pale on paper: " + named(e));
	return faults.slice(0, 5);
}`

// A link that covers its card may show its outline on the cover.
const focusIsSeen = `() => {
	const faults = [], seen = new Set();
	const controls = 'a[href], button, summary, input, select, textarea, video[controls], iframe, [tabindex="0"]';
	for (const e of document.querySelectorAll(controls)) {
		// Of elements that look alike one is enough.
		const parent = e.parentElement, box = e.closest("[class]:not(a)")?.className;
		const look = [e.localName, e.className, parent.localName, parent.className, box].join();
		if (!e.checkVisibility({visibilityProperty: true}) || seen.has(look)) continue;
		seen.add(look);
		e.focus({preventScroll: true, focusVisible: true});
		const outlines = [getComputedStyle(e), getComputedStyle(e, "::after")];
		const name = "<" + e.localName + " class=" + e.className + "> " + e.textContent.trim().slice(0, 20);
		const seenOn = ({outlineStyle, outlineWidth, outlineColor}) =>
			outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
		if (document.activeElement !== e) faults.push("no focus goes to " + name);
		else if (!outlines.some(seenOn)) faults.push("focus is not seen on " + name);
	}
	document.activeElement.blur();
	return seen.size < 5 ? ["only " + seen.size + " looks of links found"] : faults;
}`

const arabicIsWhole = `() => {` + colours + `
	const faults = document.documentElement.dir === "rtl" ? [] : ["dir is " + document.documentElement.dir];
	for (const e of texts) {
		const s = getComputedStyle(e);
		const own = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("");
		if (e.closest("[lang]").lang !== "ar" || !/[\u0600-\u06FF]/.test(own)) continue;
		if (parseFloat(s.letterSpacing) || s.fontStyle !== "normal")
			faults.push("letter-spacing " + s.letterSpacing + ", " + s.fontStyle + ": " + named(e));
	}
	return faults.slice(0, 3);
}`
