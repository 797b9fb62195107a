// The worker of the search where Pagefind is the engine: it takes what Material's worker takes its place for, a
// query, and answers with hits in the form of Material's. Loaded when a reader turns to the search, as a module.
import "./spelling.js";
import * as pagefind from "../../search/pagefind/pagefind.js";

const { folding, near } = globalThis.binderySpelling;
const READY = 1; // the messages of Material's worker
const QUERY = 2;
const RESULT = 3;
const FAILED = -1; // and what we say besides
const EXACT = 8; // how much a word counts that is there as typed
const BEGUN = 3; // one that only begins so
const SLIPPED = 1; // and one that is a slip of the finger away
const SHORTEST_LAST = 3; // letters from which the last word may be the beginning of one
const SHORTEST_BEGUN = 4; // and from which any may
const SHORTEST_SLIPPED = 5; // and from which a word may hold a slip
const MOST_SLIPS = 5; // words that it may have been meant for
const NAMED = 1000; // how much more a thing counts whose name was typed
const MOST = 12; // hits that are loaded and shown
const MARKUP_OR_WORD = /<[^>]*>|&[a-z0-9#]+;|[\p{L}\p{N}]+(?:[\p{M},٬.'’]+[\p{L}\p{N}]+)*\p{M}*/giu;
const RANKING = { termSimilarity: 2, pageLength: 0.3, termSaturation: 2 };
const ALIKE = 0.85; // how good, compared with the best of its page, a hit is that stands in the order of the page
const END = "_"; // what ends each word in the index, by bindery/records.py
const END_OF_NAME = "__";

let reading; // what records.py made, to read by
let fold;

// ---- Words ------------------------------------------------------------------------------------------------

// the hits of a word as the index has it, each with its score
async function hits(word) {
  const { results } = await pagefind.search(word);
  return new Map(results.map((result) => [result.id, result]));
}

const list = (letters) => ([...letters].reduce((sum, letter) => sum * 31 + letter.codePointAt(0), 0)) % reading.lists;
const loaded = new Map();

async function words(number) {
  if (!loaded.has(number)) {
    const file = new URL(`../../search/pagefind/words/${number}.txt`, import.meta.url);
    loaded.set(number, fetch(file).then(async (answer) => (answer.ok ? (await answer.text()).split("\n") : [])));
  }
  return loaded.get(number);
}

// the words of the site that are one slip of the finger away; a slip leaves a word's beginning or its end as it was
async function slips(word) {
  const letters = [...word];
  const begun_or_ended = [letters.slice(0, 2), letters.slice(-2)].map((two) => words(list(two)));
  const known = new Set((await Promise.all(begun_or_ended)).flat());
  const meant = [...known].filter((other) => near(other, word));
  return meant.sort((one, other) => (other[0] === word[0]) - (one[0] === word[0])).slice(0, MOST_SLIPS);
}

// what one word of a query finds, and the words by which it does
async function found({ word, sign, last }) {
  const scores = new Map();
  const add = (more, times) =>
    more.forEach((hit, id) => scores.set(id, { hit, score: (scores.get(id)?.score || 0) + times * hit.score }));
  const begins = !sign && word.length >= (last ? SHORTEST_LAST : SHORTEST_BEGUN);
  add(await hits(word + END), EXACT);
  if (begins) add(await hits(word), BEGUN);
  let meant = [word];
  if (!scores.size && !sign && word.length >= SHORTEST_SLIPPED && !/\d/.test(word)) {
    meant = await slips(word);
    for (const other of meant) add(await hits(other + END), SLIPPED);
  }
  return { word, sign, scores, meant, begins };
}

// ---- Hits -------------------------------------------------------------------------------------------------

// how much words say: the fewer entries have one, the more
function sum(words, which) {
  const says = ({ scores: { size } }) => Math.log(1 + (reading.entries - size + 0.5) / (size + 0.5));
  return words.filter(which).reduce((sum, word) => sum + says(word), 0);
}

// what all words of a query find together, best first: what has more of them comes before what has fewer
async function together(query) {
  const telling = query.filter(({ word }) => !reading.passed_over.includes(word));
  const all = await Promise.all(telling.map(found));
  const asked = all.filter(({ sign, scores }) => sign === "+" || (!sign && scores.size));
  const scored = new Map();
  for (const { word, scores } of asked) {
    for (const [id, { hit, score }] of scores) {
      const item = scored.get(id) || { hit, score: 0, has: new Set() };
      item.score += score;
      item.has.add(word);
      scored.set(id, item);
    }
  }
  for (const { word, sign, scores } of all) {
    for (const [id, item] of scored) if (sign && scores.has(id) !== (sign === "+")) scored.delete(id);
  }
  const whole = sum(asked, () => true);
  for (const item of scored.values()) item.score *= 0.001 + (sum(asked, ({ word }) => item.has.has(word)) / whole) ** 3;
  await name(query, all, scored);
  const best = [...scored.values()].sort((one, other) => other.score - one.score).slice(0, MOST);
  return { best, asked };
}

// what is called by the very words of a query counts most
async function name(query, all, scored) {
  if (!query.length || query.some(({ sign }) => sign)) return;
  const meanings = query.map(({ word }) => all.find((one) => one.word === word)?.meant || [word]);
  const slipped = query.some(({ word }, at) => !meanings[at].includes(word));
  let names = [""];
  for (const meant of meanings) names = names.flatMap((begun) => meant.slice(0, 3).map((word) => begun + word));
  for (const called of names.slice(0, 9)) {
    for (const [id, hit] of await hits(`"${called}${END_OF_NAME}"`)) {
      const item = scored.get(id) || { hit, score: hit.score, has: new Set(all.map(({ word }) => word)) };
      scored.set(id, { ...item, score: item.score * (slipped ? NAMED / 2 : NAMED) });
    }
  }
}

// a text with the words marked that were found in it
function marked(html, wanted) {
  return html.replace(MARKUP_OR_WORD, (part) => {
    if (/^[<&]/.test(part)) return part;
    const parts = fold(part).split(/[^\p{L}\p{N}]+/u);
    const is = parts.some((one) => wanted.some(({ word, begins }) => (begins ? one.startsWith(word) : one === word)));
    return is ? `<mark>${part}</mark>` : part;
  });
}

// hits as Material lists them: those of a page together, with the page itself to head them
async function listed({ best, asked }) {
  const wanted = asked.flatMap(({ meant, begins }) => meant.map((word) => ({ word, begins })));
  const pages = new Map();
  const shown = await Promise.all(best.map(({ hit }) => hit.data()));
  shown.forEach(({ meta }, at) => {
    const { score, has } = best[at];
    const own = (meta.names || []).join(" ").split(" ");
    const times = meta.boost * (asked.every(({ meant }) => meant.some((word) => own.includes(word))) ? NAMED / 3 : 1);
    const terms = Object.fromEntries(asked.map(({ word }) => [word, has.has(word)]));
    const page = meta.location.split("#")[0];
    const group = pages.get(page) || pages.set(page, []).get(page);
    group.push({ ...meta, title: marked(meta.title, wanted), text: marked(meta.text, wanted), score: score * times, terms });
  });
  for (const [page, group] of pages) {
    const most = Math.max(...group.map(({ score }) => score));
    for (const item of group) if (item.score >= ALIKE * most) item.score = most;
    group.sort((one, other) => one.number - other.number);
    if (group.some(({ location }) => location === page)) continue;
    group.push({ location: page, title: group[0].head, text: "", score: 0, terms: {} });
  }
  return [...pages.values()];
}

async function setUp(data) {
  reading = data;
  fold = folding(reading.folding);
  await pagefind.options({ noWorker: true, ranking: RANKING });
  await pagefind.init();
  await pagefind.search(""); // when this ends, all is there that every query needs
}

addEventListener("message", async ({ data: { type, data } }) => {
  try {
    if (type === QUERY) postMessage({ type: RESULT, data: { items: await listed(await together(data)) } });
    else await setUp(data).then(() => postMessage({ type: READY }));
  } catch (error) {
    postMessage({ type: FAILED });
  }
});
