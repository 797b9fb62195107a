// The list of search results: each leads to its place on a page, with the text around its match. search.js loads it with
// search-engine.js, which finds the results.
(() => {
  "use strict";

  const PAGES = 20; // pages listed at once
  const TEASER = 240; // characters of text shown around a word
  const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  const { plain } = window.binderyWords;
  const config = JSON.parse(document.getElementById("__config").textContent);
  const base = new URL(config.base, location);
  const here = location.protocol === "file:";
  const WORDS = JSON.parse(document.querySelector("meta[name=bindery-words]")?.content ?? "{}");
  const say = (said) => WORDS[said] ?? said;
  const split = (text) => window.binderySearch.words(text);
  const positive = (query) => query.filter(({ sign, marked }) => sign !== "-" && marked);

  // a text with the words marked that match the query
  function mark(html, query) {
    const markupOrWord = /<[^>]*>|&[a-z0-9#]+;|[\p{L}\p{N}]+(?:[\p{M},٬.'’]+[\p{L}\p{N}]+)*\p{M}*/giu;
    const words = positive(query);
    const whole = words.filter(({ phrase, word, quoted }) => phrase && !quoted && word === phrase.words[0]);
    const runs = whole.map(({ phrase }) => phrase.words.join(""));
    return html.replace(markupOrWord, (part) => {
      if (/^[<&]/.test(part)) return part;
      for (const run of runs) if (part.includes(run)) return part.replaceAll(run, `<mark>${run}</mark>`);
      return split(part).some((one) => words.some(({ weight }) => weight(one))) ? `<mark>${part}</mark>` : part;
    });
  }

  // one or two paragraphs, each cut at spaces around its first match
  function teaser(text, query) {
    const paragraphs = text.match(/<p>.*?<\/p>/gs);
    if (!paragraphs) return mark(text, query);
    const wanted = positive(query).find(({ phrase }) => phrase)?.phrase.words.join(" ");
    const said = wanted ? paragraphs.filter((one) => split(plain(one)).join(" ").includes(wanted)) : [];
    const marked = (said.length ? said : paragraphs).map((paragraph) => mark(paragraph, query));
    const matching = marked.filter((paragraph) => paragraph.includes("<mark>"));
    return (matching.length ? matching.slice(0, 2) : marked.slice(0, 1))
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

  function element(tag, classes, ...children) {
    const made = document.createElement(tag);
    if (classes) made.className = classes;
    made.append(...children);
    return made;
  }

  function withHtml(made, html) {
    made.innerHTML = html; // the index has no markup but that of paragraphs; its words are escaped
    return made;
  }

  const fileAddress = (address) => address.replace(/(^|\/)(?=#|$)/, "$1index.html");

  // the address of a result, with the words that search.js marks on its page
  function address({ location: at, fields }, query) {
    const url = new URL(here ? fileAddress(at) : at, base);
    const words = positive(query).filter(({ word }) => !(WITHOUT_SPACES.test(word) && word.length < 2));
    const met = words.flatMap(({ word, spelt, weight }) => {
      if (fields.some(({ counts }) => counts.has(word))) return [spelt];
      return fields.flatMap(({ counts }) => [...counts.keys()].filter(weight));
    });
    const led = [...new Set(met)].slice(0, 12).join(" ");
    if (led && config.features.includes("search.highlight")) url.searchParams.set("h", led);
    return `${url}`;
  }

  // a result; the first of a page says which page it is on
  function result({ entry, score, missing }, query, first) {
    const article = element("article", "md-search-result__article md-typeset");
    article.dataset.mdScore = score.toFixed(2);
    if (first) article.append(element("div", "md-search-result__icon md-icon"));
    article.append(withHtml(element("h2"), mark(entry.title, query)));
    if (first && entry.head && entry.head !== entry.title) article.append(withHtml(element("p", "bd-hit__page"), entry.head));
    if (entry.text) article.append(withHtml(element("div", "bd-hit__text"), teaser(entry.text, query)));
    if (missing.length) {
      const words = missing.flatMap((word) => [" ", element("del", "", word)]);
      const label = config.translations["search.result.term.missing"];
      article.append(element("p", "md-search-result__terms", `${label}:`, ...words));
    }
    const link = element("a", "md-search-result__link", article);
    link.href = address(entry, query);
    link.tabIndex = -1;
    return link;
  }

  function item({ best, others }, query) {
    const made = element("li", "md-search-result__item", ...best.map((hit, at) => result(hit, query, !at)));
    if (!others.length) return made;
    const { "search.result.more.one": one, "search.result.more.other": other } = config.translations;
    const summary = element("summary", "", element("div", "", others.length === 1 ? one : other.replace("#", others.length)));
    summary.tabIndex = -1;
    made.append(element("details", "md-search-result__more", summary, ...others.map((hit) => result(hit, query, false))));
    return made;
  }

  const meta = document.querySelector(".md-search-result__meta");
  const list = document.querySelector(".md-search-result__list");

  function count(answer) {
    const { "search.result.none": none, "search.result.one": one, "search.result.other": other } = config.translations;
    const pages = answer.groups.length;
    if (!pages) return none;
    return pages === 1 && !answer.goesOn ? one : other.replace("#", answer.goesOn ? `${pages}+` : pages);
  }

  // lists the results of an answer; a button lists further ones
  function show(text, answer) {
    let shown = 0;
    const button = element("button", "md-button bd-hits__more", say("More results"));
    button.type = "button";
    const rest = element("li", "bd-hits__rest", button);
    const add = () => {
      const groups = answer.groups.slice(shown, (shown += PAGES));
      rest.remove();
      list.append(...groups.map((group) => item(group, answer.query)));
      if (shown < answer.groups.length || answer.goesOn) list.append(rest);
      meta.textContent = text.trim() ? count(answer) : config.translations["search.result.placeholder"];
    };
    button.addEventListener("click", async () => {
      const before = list.children.length - 1;
      button.disabled = true;
      if (shown >= answer.groups.length) {
        shown = answer.groups.length;
        await answer.next().catch(() => {});
      }
      button.disabled = false;
      add();
      list.children[before]?.querySelector("a, button")?.focus();
    });
    list.replaceChildren();
    add();
  }

  window.binderyResults = { show };
})();
