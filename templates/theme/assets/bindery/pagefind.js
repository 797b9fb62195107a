// The search worker of sites that use Pagefind. Like Material's worker, it takes a query and answers with results in
// Material's format. It is loaded as a module when a reader uses the search.
import "./spelling.js";
import * as pagefind from "../../search/pagefind/pagefind.js";

const { folding, has, mark, near } = globalThis.binderySpelling;
const READY = 1; // message types of Material's worker
const QUERY = 2;
const RESULT = 3;
const FAILED = -1; // message type of our own
const EXACT = 8; // the weight of an exact match of a word
const PREFIX = 3; // the weight of a prefix match
const TYPO = 1; // the weight of a match with one typing error
const SHORTEST_LAST_PREFIX = 3; // the least characters to match the last word as a prefix
const SHORTEST_PREFIX = 4; // the least characters to match any other word as a prefix
const SHORTEST_TYPO = 5; // the least characters to allow a typing error
const MOST_CORRECTIONS = 5; // the most corrections of a typing error
const NAMED = 1000; // factor for an entry whose name was typed
const MOST_RESULTS = 12; // the most results loaded and shown
const MOST_READ = 60; // the most results loaded to look for a phrase
const RANKING = { termSimilarity: 2, pageLength: 0.3, termSaturation: 2 };
const SIMILAR = 0.85; // results of at least this share of the best of their page keep the page's order
const END = "_"; // the end of each word in the index, as in pagefind_records.py
const END_OF_NAME = "__";

let reading; // the settings in reading.json
let fold;
let separator;

// ---- Words ------------------------------------------------------------------------------------------------

// the results for a word as the index has it, by id
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

// the words of the site that differ by one typing error, which leaves the beginning or the end of a word unchanged
async function corrections(word) {
  const letters = [...word];
  const candidates = [letters.slice(0, 2), letters.slice(-2)].map((two) => words(list(two)));
  const known = new Set((await Promise.all(candidates)).flat());
  const meant = [...known].filter((other) => near(other, word));
  return meant.sort((one, other) => (other[0] === word[0]) - (one[0] === word[0])).slice(0, MOST_CORRECTIONS);
}

// the results for one word of a query, and the words that it matches
async function found({ word, sign, last, quoted, phrase }) {
  const scores = new Map();
  const add = (more, times) =>
    more.forEach((hit, id) => scores.set(id, { hit, score: (scores.get(id)?.score || 0) + times * hit.score }));
  const begins = !sign && (!quoted || (last && phrase.open)) && word.length >= (last ? SHORTEST_LAST_PREFIX : SHORTEST_PREFIX);
  add(await hits(word + END), EXACT);
  if (begins) add(await hits(word), PREFIX);
  let meant = [word];
  if (!scores.size && !sign && !quoted && word.length >= SHORTEST_TYPO && !/\d/.test(word)) {
    meant = await corrections(word);
    for (const other of meant) add(await hits(other + END), TYPO);
  }
  return { word, sign: phrase && !sign ? "+" : sign, scores, meant, begins };
}

// ---- Hits -------------------------------------------------------------------------------------------------

// the weight of words: a rare word counts more
function sum(words, which) {
  const says = ({ scores: { size } }) => Math.log(1 + (reading.entries - size + 0.5) / (size + 0.5));
  return words.filter(which).reduce((sum, word) => sum + says(word), 0);
}

// the results for all words of a query, best first: entries with more of the words come first
async function together(query) {
  const telling = query.filter(({ word, sign, phrase }) => !reading.passed_over.includes(word) && !(phrase && sign === "-"));
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
  const best = [...scored.values()].sort((one, other) => other.score - one.score);
  return { best: (await withPhrases(best, query)).slice(0, MOST_RESULTS), asked };
}

// the results that have every phrase of the query, and none of its excluded phrases
async function withPhrases(results, query) {
  const phrases = [...new Map(query.filter(({ phrase }) => phrase).map((one) => [one.phrase, one.sign])).entries()];
  if (!phrases.length) return results;
  const read = results.slice(0, MOST_READ);
  const shown = await Promise.all(read.map(({ hit }) => hit.data()));
  const fits = ({ meta }) => phrases.every(([phrase, sign]) => has(meta, phrase, fold, separator) === (sign !== "-"));
  return read.filter((_, at) => fits(shown[at]));
}

// an entry whose name is the query ranks first
async function name(query, all, scored) {
  if (!query.length || query.some(({ sign }) => sign)) return;
  const meanings = query.map(({ word }) => all.find((one) => one.word === word)?.meant || [word]);
  const misspelt = query.some(({ word }, at) => !meanings[at].includes(word));
  let names = [""];
  for (const meant of meanings) names = names.flatMap((start) => meant.slice(0, 3).map((word) => start + word));
  for (const called of names.slice(0, 9)) {
    for (const [id, hit] of await hits(`"${called}${END_OF_NAME}"`)) {
      const item = scored.get(id) || { hit, score: hit.score, has: new Set(all.map(({ word }) => word)) };
      scored.set(id, { ...item, score: item.score * (misspelt ? NAMED / 2 : NAMED) });
    }
  }
}

// a text with its matches marked
const marked = (html, wanted) =>
  mark(html, fold, (one) => wanted.some(({ word, begins }) => (begins ? one.startsWith(word) : one === word)));

// results in Material's format: grouped by page, with the page itself as the heading
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
    for (const item of group) if (item.score >= SIMILAR * most) item.score = most;
    group.sort((one, other) => one.number - other.number);
    if (group.some(({ location }) => location === page)) continue;
    group.push({ location: page, title: group[0].head, text: "", score: 0, terms: {} });
  }
  return [...pages.values()];
}

async function setUp(data) {
  reading = data;
  fold = folding(reading.folding);
  separator = new RegExp(reading.config.separator, "g");
  await pagefind.options({ noWorker: true, ranking: RANKING });
  await pagefind.init();
  await pagefind.search(""); // loads what every query needs
}

addEventListener("message", async ({ data: { type, data } }) => {
  try {
    if (type === QUERY) postMessage({ type: RESULT, data: { items: await listed(await together(data)) } });
    else await setUp(data).then(() => postMessage({ type: READY }));
  } catch (error) {
    postMessage({ type: FAILED });
  }
});
