// The search: finds and ranks entries of the site. search.js loads it when a reader turns to the search.
// It loads files of the index as scripts, so that it works from a server and from a disk alike. Of a small site it loads
// all texts; of a large site only those that the lists of words name. bindery/search/shards.py writes these files.
(() => {
  "use strict";

  const EXACT = 8; // the weight of an exact match of a word
  const PREFIX = 3; // the weight of a prefix match
  const ENDING = 2; // the weight of a match of a word with another ending
  const TYPO = 1; // the weight of a match with one typing error
  const FIELDS = { title: 8, aliases: 6, text: 1, text_aliases: 0.8 }; // the weights of the fields of an entry
  const SATURATION = 1.2; // how much repeated words add, as k1 in the BM25 formula; the length of a text does not count
  const SHORTEST_PREFIX = 4; // the least characters to match as a prefix, except for the last word
  const SHORTEST_TYPO = 5; // the least characters to allow a typing error
  const SHORTEST_ENDING = 4; // the least characters of a word whose longer form was typed
  const NAMED = 1000; // factor for an entry whose name was typed
  const SHOWN = 5; // results of a page shown at once, if nearly as good as its best
  const NEARLY = 0.3; // the least score, as a share of the best
  const MOST_WORDS = 5; // words of a query that are looked up on a large site
  const MOST_PAIRS = 3; // pairs of words of a phrase that are looked up
  const MEANT = 2; // words that a misspelt word is looked up as
  const MOST_FILES = 12; // files that a query may load
  const MOST_TEXTS = 8; // of these, files of texts
  const LEAST_TEXTS = 3; // files of texts that it loads in any case
  const MANY = 8000; // units of a site that is so large that a query may load more
  const MOST_BYTES = { large: 290_000, smaller: 96_000 }; // that a query may load
  const TEXT_BYTES = 8_600; // the bytes of a file of texts
  const PARTIAL = "*"; // before a list of units that has only the best
  const BUCKETS = 1 << 16; // of pairs of words
  const INFLECTED = /^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]{5,}$/u; // words whose endings vary
  const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

  // words that say little about what is looked for, and how much they count beside others
  const FUNCTION_WORDS = new Set(
    `a about after all also an and any are as at be because been before being but by can did do does for from had has
    have he her him his how i if in into is it its me more most my no nor of on or our out over she so some such than
    that the their them then there these they this to too under up was we were what when where which while who whom
    whose why will with would you your`.split(/\s+/),
  );
  const LITTLE = 0.1;

  const config = JSON.parse(document.getElementById("__config").textContent);
  const base = new URL(config.base, location);
  const { BREAK, DIGITS, checksum, folding, near, numbers, plain } = window.binderyWords;

  // ---- Files ----------------------------------------------------------------------------------------------

  const arrived = new Map(); // contents by name
  const asked = new Map(); // promises of contents by name
  let root; // the first file
  let files = 3; // number of files loaded since the reader turned to the search; the scripts are the first
  let bytes = 34_000; // their size, approximately
  let limit = 0; // the number of files that the lists for the present query may bring it to

  window.binderySearchFile = (name, content) => arrived.set(name, content);

  function script(path) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL(path, base);
      element.onload = resolve;
      element.onerror = () => reject(new Error(path));
      document.head.append(element);
    });
  }

  function load(name) {
    if (!asked.has(name)) {
      files += 1;
      const promise = script(`search/${name}.js${root ? `?${root.version}` : ""}`).then(() => {
        const content = arrived.get(name);
        arrived.delete(name);
        if (content === undefined) throw new Error(name);
        bytes += typeof content === "string" ? content.length : TEXT_BYTES;
        return content;
      });
      asked.set(name, promise);
      promise.catch(() => asked.delete(name)); // so that it can be asked for again
    }
    return asked.get(name);
  }

  // ---- Words ----------------------------------------------------------------------------------------------

  let fold; // the folded spelling of a text
  let split; // the words of a folded text
  let stems; // the stems of a word in the languages of the site

  // loads the stemmers of the site's languages; they expect the library that they are made for
  async function stemmers(languages) {
    if (!languages.length) return () => [];
    window.lunr ??= { version: "2", Pipeline: { registerFunction() {} }, generateStopWordFilter: () => () => {} };
    await script("assets/javascripts/lunr/min/lunr.stemmer.support.min.js");
    await Promise.all(languages.map((language) => script(`assets/javascripts/lunr/min/lunr.${language}.min.js`)));
    const known = languages.map((language) => window.lunr[language]?.stemmer).filter(Boolean);
    return (word) => known.map((stemmer) => fold(String(stemmer(word))));
  }

  // the weight of a word of the site as a match for a word of the query; 0 if it is none
  function weigher({ word, spelt, sign, last, phrase, quoted }) {
    const begins = !(sign && !phrase) && (last ? phrase?.open !== false : !quoted && word.length >= SHORTEST_PREFIX);
    const loose = !sign && !quoted && !phrase;
    const start = loose && INFLECTED.test(word) && word.slice(0, word.length > SHORTEST_TYPO ? -2 : -1);
    const misspelt = loose && word.length >= SHORTEST_TYPO && !/\d/.test(word);
    const own = loose ? new Set([...stems(word), ...stems(spelt)].filter(({ length }) => length > 2)) : new Set();
    const shorter = (other) => word.length - other.length <= 2 && other.length >= SHORTEST_ENDING && word.startsWith(other);
    const known = new Map();
    const weigh = (other) => {
      if (other === word) return EXACT;
      if (begins && other.startsWith(word)) return PREFIX;
      if (!loose) return 0;
      if ((start && other.startsWith(start)) || (own.size && stems(other).some((stem) => own.has(stem)))) return ENDING;
      if (misspelt && shorter(other)) return ENDING;
      return misspelt && near(word, other) ? TYPO : 0;
    };
    return (other) => {
      if (!known.has(other)) known.set(other, weigh(other));
      return known.get(other);
    };
  }

  // ---- Queries --------------------------------------------------------------------------------------------

  // the words of a query, as typed and folded; whether each is required or excluded, whether it is the last, and the
  // phrase that it is part of, if any
  function read(text) {
    const words = (part) => split(part).map((word) => word.replace(/[~^:*+\\]/g, "")).filter(Boolean); // prettier-ignore
    const typed = text.match(/[+-]?["“”«»„][^"“”«»„]*["“”«»„]?|\S+/g) || [];
    const asked = typed.flatMap((part, index) => {
      const quoted = /^[+-]?["“”«»„]/.test(part);
      const sign = (part.match(/^[+-](?=["“”«»„\p{L}\p{N}])/u) || [""])[0];
      const folded = words(fold(part));
      const lower = words(part.toLowerCase());
      const open = quoted ? !/.["“”«»„]$/.test(part) : index === typed.length - 1; // the last word may go on
      const phrase = quoted || (folded.length > 1 && WITHOUT_SPACES.test(part)) ? { words: folded, open } : null;
      return folded.map((word, at) => {
        const last = index === typed.length - 1 && at === folded.length - 1;
        const one = { word, spelt: folded.length === lower.length ? lower[at] : word, sign, last, phrase, quoted };
        return { ...one, weight: weigher(one) };
      });
    });
    // words that say little are not marked beside others
    const little = ({ word, phrase, sign }) => !phrase && !sign && FUNCTION_WORDS.has(word);
    const marked = !asked.every(little);
    return asked.map((one) => ({ ...one, marked: !marked || !little(one) }));
  }

  // ---- The units of a large site that a query needs -------------------------------------------------------

  // the number of the last file of words that begins at or before a word
  function fileOf(word) {
    let [low, high] = [0, root.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (root.starts[middle] <= word) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  const parsed = new Map(); // the lines of a file of words, by its number

  async function lines(number) {
    if (!parsed.has(number)) {
      const parts = (await load(`words/${number}`)).split(" ");
      let word = "";
      const made = [];
      for (let at = 0; at < parts.length; at += 3) {
        word = word.slice(0, [...word].slice(0, DIGITS.indexOf(parts[at][0])).join("").length) + parts[at].slice(1);
        made.push({ word, count: numbers(parts[at + 1])[0], listed: parts[at + 2] });
      }
      parsed.set(number, made);
    }
    return parsed.get(number);
  }

  // the words of the site that differ by one typing error, which leaves the beginning or the end of a word unchanged
  async function corrections(word) {
    const letters = [...word];
    const list = (two) => two.reduce((sum, letter) => sum * 31 + letter.codePointAt(0), 0) % root.slips;
    const places = new Set([list(letters.slice(0, 2)), list(letters.slice(-2))]);
    const known = await Promise.all([...places].map(async (place) => (await load(`slips/${place}`)).split(" ")));
    const meant = [...new Set(known.flat())].filter((other) => near(other, word));
    return meant.sort((one, other) => (other[0] === word[0]) - (one[0] === word[0])).slice(0, MEANT);
  }

  // what the site has for a word of a query: the number of entries, and how much it weighs in each unit and in which slot
  async function lookup({ word, last, sign, quoted, phrase, weight }) {
    const found = { word, sign, phrase, count: 0, best: 0, partial: false, units: new Map() };
    const add = (line, times) => {
      const [listed, partial] = line.listed[0] === PARTIAL ? [line.listed.slice(1), true] : [line.listed, false];
      found.partial ||= partial;
      if (times > found.best) [found.best, found.count] = [times, 0];
      if (times === found.best) found.count += line.count;
      const values = numbers(listed, true);
      for (let at = 0, unit = -1; at < values.length; at += 2) {
        unit += values[at];
        const value = times * 2 ** (values[at + 1] >> 3);
        if (value > (found.units.get(unit)?.value || 0)) found.units.set(unit, { value, slot: values[at + 1] & 7 });
      }
    };
    const own = fileOf(word);
    const read = async (number) => {
      for (const line of await lines(number)) if (weight(line.word)) add(line, weight(line.word));
    };
    await read(own);
    if (own + 1 < root.starts.length && root.starts[own + 1].startsWith(word) && files < limit) await read(own + 1);
    const goesOn = last && found.best >= PREFIX;
    const misspelt = found.best < EXACT && !goesOn && !sign && !quoted && !phrase && word.length >= SHORTEST_TYPO;
    if (misspelt && !/\d/.test(word) && files + 2 < limit) {
      for (const other of await corrections(word)) {
        if (files >= limit && !parsed.has(fileOf(other))) continue;
        const line = (await lines(fileOf(other))).find((one) => one.word === other);
        if (line) add(line, TYPO);
      }
    }
    return found;
  }

  // the units that have two words next to each other; others may be among them
  async function unitsOfPair(pair) {
    const bucket = checksum(pair) % BUCKETS;
    const lists = (await load(`pairs/${Math.floor(bucket / root.pairs)}`)).split(" ");
    let unit = -1;
    return new Set(numbers(lists[bucket % root.pairs]).map((gap) => (unit += gap)));
  }

  // the pairs of words that tell most about the phrases of a query; the word that is being typed is in none
  function pairs(phrases) {
    const found = phrases.flatMap(({ words, open }) => {
      const typing = open && !WITHOUT_SPACES.test(words.at(-1));
      const whole = typing ? words.slice(0, -1) : words;
      return whole.slice(1).map((word, at) => `${whole[at]} ${word}`);
    });
    return [...new Set(found)].sort((one, other) => other.length - one.length).slice(0, MOST_PAIRS);
  }

  // how much a word of a query counts, from the number of entries that have it
  function rarity({ word, phrase }, count, entries) {
    const rare = Math.log(1 + (entries - count + 0.5) / (count + 0.5));
    return FUNCTION_WORDS.has(word) && !phrase ? LITTLE * rare : rare;
  }

  // the numbers of the files of texts that a query needs, best first, and how rare its words are
  async function needed(query, phrases) {
    if (!root.starts) return { units: [...Array(root.units).keys()], counts: new Map() };
    const neighbours = pairs(phrases);
    const within = await Promise.all(neighbours.map(unitsOfPair));
    const wanted = query.filter(({ sign }) => sign !== "-");
    const telling = wanted.filter(({ word, phrase, sign }) => phrase || sign || !FUNCTION_WORDS.has(word));
    const order = [...new Map((telling.length ? telling : wanted).map((one) => [one.word, one])).values()];
    order.sort((one, other) => !!one.phrase - !!other.phrase || other.word.length - one.word.length);
    const words = await Promise.all(order.slice(0, Math.max(1, MOST_WORDS - neighbours.length)).map(lookup));
    const there = words.filter(({ units, sign }) => units.size || sign);
    const named = there.some(({ partial }) => !partial) ? there.filter(({ partial }) => !partial) : there;
    const all = within.length ? within[0] : new Set(named.flatMap(({ units }) => [...units.keys()]));
    const total = there.reduce((sum, one) => sum + rarity(one, one.count, root.entries), 0);
    const scores = new Map();
    for (const unit of all) {
      if (within.some((units) => !units.has(unit))) continue;
      const slots = Array(8).fill(0);
      let [sum, share] = [0, 0];
      for (const one of there) {
        const { units, partial, sign } = one;
        const hit = units.get(unit);
        const idf = rarity(one, one.count, root.entries);
        if (!hit && sign && !partial) share = -Infinity;
        if (hit || partial) share += idf;
        if (hit) slots[hit.slot] += idf * hit.value;
        sum += hit ? idf * hit.value : 0;
      }
      const together = Math.max(...slots);
      if (share >= 0) scores.set(unit, (1 + together + 0.3 * (sum - together)) * (0.001 + (share / total || 0) ** 3));
    }
    const units = [...scores.keys()].sort((one, other) => scores.get(other) - scores.get(one) || one - other);
    return { units, counts: new Map(there.map(({ word, count }) => [word, count])) };
  }

  // ---- Entries --------------------------------------------------------------------------------------------

  const prepared = new Map(); // the entries of a file of texts, by its number

  async function entriesOf(number) {
    if (!prepared.has(number)) {
      const units = await load(`texts/${number}`);
      prepared.set(number, units.flatMap(({ pages, entries }) => entries.map((entry) => prepare(entry, pages))));
    }
    return prepared.get(number);
  }

  // an entry with the words of its fields counted, and its lines of words, in which phrases are looked for
  function prepare(entry, pages) {
    const fields = [];
    const lines = (entry.names || []).map((name) => ` ${name} `);
    for (const name of Object.keys(FIELDS)) {
      if (!entry[name]) continue;
      const words = split(fold(plain(entry[name])));
      const counts = new Map();
      for (const word of words) counts.set(word, (counts.get(word) || 0) + 1);
      counts.delete(BREAK);
      fields.push({ worth: FIELDS[name], counts });
      if (!name.endsWith("aliases")) lines.push(` ${words.join(" ")} `);
    }
    return { ...entry, page: entry.location.split("#")[0], head: pages[entry.location.split("#")[0]] || "", fields, lines };
  }

  const has = ({ fields }, word) => fields.some(({ counts }) => counts.has(word));
  const says = ({ lines }, { words, open }) => {
    const wanted = ` ${words.join(" ")}${open ? "" : " "}`;
    return lines.some((line) => line.includes(wanted));
  };

  // whether an entry has all that a query requires, and nothing that it excludes
  function allowed(entry, query, phrases) {
    const fits = ({ word, sign, phrase }) => phrase || !sign || has(entry, word) === (sign === "+");
    return query.every(fits) && phrases.every(([phrase, sign]) => says(entry, phrase) === (sign !== "-"));
  }

  // how well an entry matches one word of a query, by the BM25 formula
  function match({ fields }, weight) {
    let sum = 0;
    for (const { worth, counts } of fields) {
      for (const [word, count] of counts) {
        const times = weight(word);
        if (times) sum += (times * worth * (SATURATION + 1) * count) / (SATURATION + count);
      }
    }
    return sum;
  }

  // the factor for an entry whose name is the query
  function named({ names }, typed) {
    if (!names || !typed) return 1;
    if (names.includes(typed)) return NAMED;
    return typed.length >= SHORTEST_TYPO && names.some((name) => near(name, typed)) ? NAMED / 2 : 1;
  }

  // the entries that match a query, with their scores
  function scored(entries, query, phrases, counts, total) {
    const words = query.filter(({ sign }) => sign !== "-");
    const typed = query.map(({ word }) => word).join(" ");
    const found = [];
    for (const entry of entries) {
      if (!allowed(entry, query, phrases)) continue;
      const matches = words.map(({ weight }) => match(entry, weight));
      if (matches.some(Boolean)) found.push({ entry, matches });
    }
    // a word that no entry has does not count as missing
    const met = words.map((_, at) => found.some(({ matches }) => matches[at]));
    const rare = words.map((one, at) => {
      const known = counts.get(one.word);
      if (known !== undefined) return rarity(one, known, total);
      const exact = found.filter(({ entry }) => has(entry, one.word)).length;
      return rarity(one, exact || found.filter(({ matches }) => matches[at]).length, entries.length);
    });
    const whole = rare.reduce((sum, idf, at) => sum + (met[at] ? idf : 0), 0);
    for (const hit of found) {
      const share = rare.reduce((sum, idf, at) => sum + (hit.matches[at] ? idf : 0), 0) / (whole || 1);
      const sum = rare.reduce((sum, idf, at) => sum + idf * hit.matches[at], 0);
      hit.score = (hit.entry.boost ?? 1) * sum * (0.001 + share ** 3) * named(hit.entry, typed);
      hit.missing = words.filter((_, at) => met[at] && !hit.matches[at]).map(({ spelt }) => spelt);
    }
    return found;
  }

  // ---- Answers --------------------------------------------------------------------------------------------

  // the answer to a query: its results, best first, in groups by page. `next` adds those of further units, if any.
  class Answer {
    constructor(query, phrases) {
      Object.assign(this, { query, phrases, groups: [], units: [], taken: 0, counts: new Map() });
    }

    get goesOn() {
      return this.taken < this.units.length;
    }

    async next() {
      const spent = this.spent ?? { files, bytes };
      const left = (root.units < MANY ? MOST_BYTES.smaller : MOST_BYTES.large) - (bytes - spent.bytes);
      const most = Math.min(MOST_TEXTS, MOST_FILES - (files - spent.files), Math.floor(left / TEXT_BYTES));
      this.spent = null;
      const units = this.units.slice(this.taken, root.starts ? this.taken + Math.max(LEAST_TEXTS, most) : undefined);
      this.taken += units.length;
      const entries = (await Promise.all(units.map(entriesOf))).flat();
      this.groups.push(...grouped(scored(entries, this.query, this.phrases, this.counts, root.entries)));
    }
  }

  async function answer(text, spent) {
    const query = read(text);
    const phrases = [...new Map(query.filter(({ phrase }) => phrase).map((one) => [one.phrase, one.sign])).entries()];
    const made = new Answer(query, phrases);
    if (!query.some(({ sign }) => sign !== "-")) return made;
    const wanted = phrases.filter(([, sign]) => sign !== "-").map(([phrase]) => phrase);
    limit = spent.files + MOST_FILES - LEAST_TEXTS;
    Object.assign(made, await needed(query, wanted), { spent });
    await made.next();
    return made;
  }

  // results by page, the best first; of a page, its best and those that are nearly as good come before the others
  function grouped(hits) {
    const pages = new Map();
    for (const hit of hits.sort((one, other) => other.score - one.score)) {
      if (!pages.has(hit.entry.page)) pages.set(hit.entry.page, []);
      pages.get(hit.entry.page).push(hit);
    }
    return [...pages.values()].map((group) => {
      const best = group.filter(({ score }, at) => !at || (at < SHOWN && score >= NEARLY * group[0].score));
      return { best, others: group.slice(best.length) };
    });
  }

  // ---- What search.js uses --------------------------------------------------------------------------------

  let asking = 0; // number of the last query
  let first = true; // whether there was no query yet; the first pays for what every query needs

  window.binderySearch = {
    // loads what every query needs
    async start() {
      const known = await load("root");
      const separator = new RegExp(`(?:${known.separator})|\\s+`, "g");
      fold = folding(known.folding);
      split = (text) => text.split(separator).filter(Boolean);
      stems = await stemmers(known.stemmers);
      if (!root) bytes += JSON.stringify(known).length;
      root = { ...known, starts: known.starts?.split(" ") };
      if (!root.starts) await Promise.all([...Array(root.units).keys()].map(entriesOf));
    },

    words: (text) => split(fold(text)),

    // whether a query loads files, so that it should wait until the reader stops typing
    get loads() {
      return Boolean(root.starts);
    },

    // lists the results of a query, unless another one is asked meanwhile
    async ask(text) {
      const number = (asking += 1);
      const spent = first ? { files: 0, bytes: 0 } : { files, bytes };
      first &&= !text.trim();
      const made = await answer(text, spent);
      if (number === asking) window.binderyResults.show(text, made);
    },
  };
})();
