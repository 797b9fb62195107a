// The beginning of the search, and the marks on a page that it led to. It takes the place of Material's search worker,
// and loads the other scripts of the search when a reader turns to it.
(() => {
  "use strict";

  const READY = 1; // message types of Material's worker
  const QUERY = 2;
  const PAUSE = 180; // ms after the last key before a query that loads files is asked
  const SAID = JSON.parse(document.querySelector("meta[name=bindery-words]")?.content ?? "{}");
  const FAILED = "The search index could not be loaded";

  const config = JSON.parse(document.getElementById("__config").textContent);
  const Native = window.Worker;

  function script(path) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(path, new URL(config.base, location));
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  }

  // what Material takes for its worker. Material asks the queries; the engine lists the results itself.
  class Engine extends EventTarget {
    // loads what is needed, once; reports a failure and can try again
    start() {
      this.started ??= this.setUp().catch(() => this.fail());
    }

    // loads one of our scripts, unless it is there
    async load(path) {
      this.there ??= new Set();
      if (!this.there.has(path)) await script(path);
      this.there.add(path);
    }

    fail() {
      this.started = null;
      document.querySelector(".md-search-result__meta").textContent = SAID[FAILED] ?? FAILED;
    }

    async setUp() {
      await this.load("assets/bindery/search-words.js"); // which the others use
      await Promise.all(["engine", "results"].map((part) => this.load(`assets/bindery/search-${part}.js`)));
      await window.binderySearch.start();
      if (this.ready) this.ask(this.query);
      else this.dispatchEvent(new MessageEvent("message", { data: { type: READY } }));
      this.ready = true;
    }

    postMessage({ type, data }) {
      if (type !== QUERY) return;
      this.query = data;
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.ask(data), data && window.binderySearch.loads ? PAUSE : 0);
    }

    ask(query) {
      window.binderySearch.ask(query).catch(() => this.fail());
    }
  }

  window.Worker = function () {
    window.Worker = Native; // only Material's search worker is replaced
    const engine = new Engine();
    const isBox = (element) => element instanceof Element && element.matches(".md-search__input");
    document.addEventListener("focusin", ({ target }) => isBox(target) && engine.start());
    if (isBox(document.activeElement)) engine.start(); // a quick reader was there before
    // Material looks at keys alone: words that are pasted, dropped or spoken come without one
    document.addEventListener("input", ({ target }) => isBox(target) && target.dispatchEvent(new Event("keyup")));
    if (new URLSearchParams(location.search).has("q")) engine.start();
    return engine;
  };

  // ---- Marks the searched words on a page -----------------------------------------------------------------

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

  // opens what is folded around and within the place that a result leads to, where it has a searched word
  function unfold() {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    for (let part = place.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    const whole = place.closest("li, details, section, article");
    if (!whole || whole.matches(".md-content__inner")) return;
    for (const part of whole.querySelectorAll("details:not([open])")) part.open = Boolean(part.querySelector("mark"));
    place.scrollIntoView();
  }

  const led = (new URLSearchParams(location.search).get("h") || "").split(/\s+/).filter(Boolean);
  if (led.length) {
    mark(led.map(plain));
    unfold();
  }
})();
