// The search. It loads the index only when a reader uses the search. It sits between Material's search field and its
// search worker: it normalises queries in the same way as the index, and ranks the results.
(() => {
  "use strict";

  const EXACT = 8; // the weight of an exact match of a word
  const PREFIX = 3; // the weight of a prefix match
  const ENDING = 2; // the weight of a match of a word with another ending
  const TYPO = 1; // the weight of a match with one typing error
  const SHORTEST_PREFIX = 4; // the least characters to match as a prefix, except for the last word
  const SHORTEST_TYPO = 5; // the least characters to allow a typing error
  const QUERY = 2; // message types of Material's worker
  const RESULT = 3;
  const NAMED = 1000; // factor for an entry whose name was typed
  const SHOWN = 5; // results of a page shown at once, if nearly as good as its best
  const NEARLY = 0.3; // the least score, as a share of the best
  const FAILED = -1; // message type of our own
  const PAUSE = 180; // ms after the last key before a large site is searched
  const TEASER = 240; // characters of text shown around a word
  const INFLECTED = /^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]{5,}$/u; // words whose endings vary
  const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  const config = JSON.parse(document.getElementById("__config").textContent);
  const base = new URL(config.base, location);
  const here = location.protocol === "file:";
  const large = !here && "pagefind" in document.currentScript.dataset;
  const Native = window.Worker;

  // ---- Queries --------------------------------------------------------------------------------------------

  // the words of a query, as typed and normalised; whether each is required or excluded, whether it is the last, and the
  // phrase that it is part of, if any
  function read(text, { fold, separator }) {
    const words = (part) =>
      part
        .split(separator)
        .map((word) => word.replace(/[~^:*+\\]/g, ""))
        .filter(Boolean);
    const typed = text.match(/[+-]?["“”«»„][^"“”«»„]*["“”«»„]?|\S+/g) || [];
    return typed.flatMap((part, index) => {
      const quoted = /^[+-]?["“”«»„]/.test(part);
      const sign = (part.match(/^[+-](?=["“”«»„\p{L}\p{N}])/u) || [""])[0];
      const folded = words(fold(part));
      const plain = words(part.toLowerCase());
      const open = quoted ? !/.["“”«»„]$/.test(part) : index === typed.length - 1; // the last word may go on
      const phrase = quoted || (folded.length > 1 && WITHOUT_SPACES.test(part)) ? { words: folded, open } : null;
      return folded.map((word, at) => {
        const last = index === typed.length - 1 && at === folded.length - 1;
        return { word, spelt: folded.length === plain.length ? plain[at] : word, sign, last, phrase, quoted };
      });
    });
  }

  // the query for Material's worker: each word exact, as a prefix, and with one typing error. The words of a phrase are
  // not required here, because the index leaves out words such as “the”: entries without the phrase are dropped later.
  function asked(words) {
    const terms = words.flatMap(({ word, spelt, sign, last, phrase, quoted }) => {
      if (sign && !phrase) return [sign + word];
      if (sign === "-") return [];
      const forms = [...new Set([word, spelt])].flatMap((form) => [
        `${form}^${EXACT}`,
        ...((last ? phrase?.open !== false : !quoted && form.length >= SHORTEST_PREFIX) ? [`${form}*^${PREFIX}`] : []),
      ]);
      if (quoted) return forms;
      if (INFLECTED.test(word)) forms.push(`${word.slice(0, word.length > SHORTEST_TYPO ? -2 : -1)}*^${ENDING}`);
      const typo = word.length >= SHORTEST_TYPO && !/\d/.test(word);
      return typo ? [...forms, `${word}~1^${TYPO}`] : forms;
    });
    return terms.join(" ");
  }

  // ---- Results --------------------------------------------------------------------------------------------

  // the factor for an entry whose name is the query
  function named(item, query) {
    if (!item.names || !query) return 1;
    if (item.names.includes(query)) return NAMED;
    const misspelt = query.length >= SHORTEST_TYPO && item.names.some((name) => spelling().near(name, query));
    return misspelt ? NAMED / 2 : 1;
  }

  // which words of the query an item has, in normalised spelling only
  function words(item, fold) {
    const met = {};
    for (const [term, found] of Object.entries(item.terms)) met[fold(term)] ||= found;
    return met;
  }

  // the entries that have every phrase of the query, and none of its excluded phrases. What Material gives of an entry is
  // not its whole text, so the entry itself is read, and its paragraphs with a phrase are shown.
  function withPhrases(groups, asked, { fold, separator, entries }) {
    const phrases = [...new Map(asked.filter(({ phrase }) => phrase).map((one) => [one.phrase, one.sign])).entries()];
    if (!phrases.length) return groups;
    const wanted = phrases.filter(([, sign]) => sign !== "-").map(([phrase]) => phrase);
    const words = wanted.flatMap((phrase) => phrase.words);
    const has = (entry, phrase) => spelling().has(entry, phrase, fold, separator);
    const shown = (text) => {
      const paragraphs = (text.match(/<p>.*?<\/p>/gs) || []).filter((p) => wanted.some((one) => has({ title: "", text: p }, one)));
      return spelling().mark(paragraphs.join(""), fold, (word) => words.includes(word));
    };
    const kept = (item) => {
      const entry = entries.get(item.location);
      if (!phrases.every(([phrase, sign]) => has(entry, phrase) === (sign !== "-"))) return [];
      return [{ ...item, text: shown(entry.text) || item.text }];
    };
    return groups.map((group) => group.flatMap(kept)).filter((group) => group.length);
  }

  // undoes Material's preference for whole pages: what counts is the match and how many of the words it has
  function weighed({ items }, query, fold) {
    const all = items.flat();
    for (const item of all) {
      const found = Object.values(item.terms);
      const theirs = 1 + ((item.parent ? 0 : 1) + (found.filter(Boolean).length / found.length || 0)) ** 2;
      item.score = item.score / theirs || 0;
      item.terms = words(item, fold);
    }
    // a word that no item has as typed was found with a typing error, so it is not missing
    const met = new Set(all.flatMap((item) => Object.keys(item.terms).filter((word) => item.terms[word])));
    for (const item of all) {
      item.terms = Object.fromEntries(Object.entries(item.terms).filter(([word]) => met.has(word)));
      const share = met.size ? Object.values(item.terms).filter(Boolean).length / met.size : 0;
      item.score *= (0.001 + share ** 3) * named(item, query);
    }
  }

  // results in the order shown, grouped by page, each with the text around its match
  function ranked({ items }) {
    const groups = items.map((group) => {
      for (const item of group) item.text = teaser(item.text);
      group.sort((one, other) => other.score - one.score);
      const best = group[0].score;
      for (const item of group.slice(1, SHOWN)) if (item.score >= NEARLY * best) item.score = best;
      return group;
    });
    return { items: groups.sort((one, other) => other[0].score - one[0].score) };
  }

  // one or two paragraphs, each cut at spaces around its first match
  function teaser(text) {
    const paragraphs = text.match(/<p>.*?<\/p>/gs);
    if (!paragraphs) return text;
    const marked = paragraphs.filter((paragraph) => paragraph.includes("<mark>"));
    return (marked.length ? marked.slice(0, 2) : paragraphs.slice(0, 1))
      .map((paragraph) => {
        const words = paragraph.slice(3, -4);
        const at = Math.max(0, words.indexOf("<mark>") - TEASER / 2);
        const from = at && words.indexOf(" ", at) + 1;
        const until = from + TEASER < words.length ? words.lastIndexOf(" ", from + TEASER) : words.length;
        const cut = words.slice(from, until > from ? until : words.length);
        return `<p>${from ? "… " : ""}${cut}${until > from && until < words.length ? " …" : ""}</p>`;
      })
      .join("");
  }

  // ---- The engine: replaces Material's worker -------------------------------------------------------------

  const script = (path) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(path, base);
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });

  const spelling = () => window.binderySpelling;
  const json = async (path) => {
    const answer = await fetch(new URL(path, base));
    if (!answer.ok) throw new Error(path);
    return answer.json();
  };

  // the index: fetched over HTTP, or loaded as a script from local files, with a replacement for the worker. A large
  // published site uses Pagefind and loads only what is needed to read a query.
  async function load() {
    const spells = script("assets/bindery/spelling.js");
    if (large) return (await Promise.all([json("search/pagefind/reading.json"), spells]))[0];
    if (!here) return (await Promise.all([json("search/search_index.json"), spells]))[0];
    await Promise.all([script("search/search_index.js"), script("assets/bindery/iframe-worker.js"), spells]);
    return window.__index;
  }

  class Engine extends EventTarget {
    constructor(url) {
      super();
      this.url = url;
    }

    // loads what is needed, once; reports a failure and can try again
    start() {
      this.started ??= this.setUp().catch(() => this.fail());
    }

    fail() {
      this.started = null;
      this.busy = false;
      document.querySelector(".md-search-result__meta").textContent = "The search index could not be loaded";
    }

    async setUp() {
      // starts the worker while the index loads
      if (large) this.worker?.terminate();
      if (large) this.worker = new Native(new URL("assets/bindery/pagefind.js", base), { type: "module" });
      else this.worker ??= here ? null : new Native(this.url);
      const broken = new Promise((_, reject) => this.worker?.addEventListener("error", reject));
      const index = await Promise.race([load(), broken]);
      const separator = new RegExp(index.config.separator, "g");
      const entries = new Map(large ? [] : index.docs.map((entry) => [entry.location, entry]));
      this.reading = { fold: spelling().folding(index.folding), separator, entries };
      this.worker ??= new window.Worker(this.url); // the replacement for a worker
      const ready = this.listen();
      const { config, docs } = index;
      this.worker.postMessage({ type: 0, data: large ? index : { config, docs, options: { suggest: false } } });
      await Promise.race([ready, broken]);
    }

    // passes the worker's messages to Material; resolves when the worker is ready
    listen() {
      return new Promise((resolve, reject) => {
        this.worker.addEventListener("message", ({ data }) => {
          if (data.type === FAILED) return this.ready ? this.fail() : reject();
          if (data.type === RESULT && !large) {
            data.data.items = withPhrases(data.data.items, this.asked, this.reading);
            weighed(data.data, this.query, this.reading.fold);
          }
          const told = data.type === RESULT ? { ...data, data: ranked(data.data) } : data;
          this.ready = true;
          resolve();
          this.dispatchEvent(new MessageEvent("message", { data: told }));
          this.busy &&= data.type !== RESULT;
          if (!this.busy && !this.pause) this.next();
        });
      });
    }

    postMessage({ type, data }) {
      if (type !== QUERY) return;
      this.waiting = data;
      clearTimeout(this.pause);
      this.pause = large && setTimeout(() => this.paused(), PAUSE);
      if (!large && !this.busy) this.next();
    }

    // on a large site, waits until the reader stops typing, because each query may load files
    paused() {
      this.pause = 0;
      if (!this.busy) this.next();
    }

    // runs one query at a time; of the queries typed meanwhile, only the last
    next() {
      this.busy = this.waiting !== undefined;
      if (!this.busy) return;
      this.query = this.reading.fold(this.waiting).split(this.reading.separator).filter(Boolean).join(" ");
      this.asked = read(this.waiting, this.reading);
      this.worker.postMessage({ type: QUERY, data: large ? this.asked : asked(this.asked) });
      this.waiting = undefined;
    }
  }

  window.Worker = function (url) {
    window.Worker = Native; // only Material's search worker is replaced
    const engine = new Engine(url);
    const start = (event) => {
      if (event.target instanceof Element && event.target.matches(".md-search__input")) engine.start();
    };
    document.addEventListener("focusin", start);
    if (new URLSearchParams(location.search).has("q")) engine.start();
    return engine;
  };

  // ---- Highlights the searched words on a page ------------------------------------------------------------

  // the full table of spellings is in the index, not loaded here: this handles accents and thousands separators
  const plain = (word) => word.normalize("NFKD").toLowerCase().replace(/[\p{M},٬]/gu, "");

  function mark(wanted) {
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("svg, script, style")) found.push(walker.currentNode);
    for (const node of found) {
      const words = [...node.data.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M},٬]*/gu)];
      for (const match of words.filter(([word]) => wanted.some((start) => plain(word).startsWith(start))).reverse()) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const element = document.createElement("mark");
        element.dataset.mdHighlight = "";
        range.surroundContents(element);
      }
    }
  }

  const led = (new URLSearchParams(location.search).get("h") || "").split(/\s+/).filter(Boolean);
  if (led.length) mark(led.map(plain));
})();
