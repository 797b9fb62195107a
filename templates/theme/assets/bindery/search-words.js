// The words of the search: folds spellings, finds single typing errors, and reads numbers as the index writes them.
// bindery/text/folding.py and bindery/search/shards.py have the other half of each rule.
(() => {
  "use strict";

  const BREAK = "\u0001"; // a word of its own between two paragraphs, so that no phrase goes across
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

  // as bindery/text/folding.py, from its table
  function folding({ letters, dropped, thin, grouped, article }) {
    const sources = [thin, `[${Object.keys(letters).join("")}]`, dropped, grouped, article];
    const patterns = sources.map((source) => new RegExp(source, "g"));
    return (text) =>
      text
        .replace(patterns[0], "$1,")
        .normalize("NFKD")
        .toLowerCase()
        .replace(patterns[1], (letter) => letters[letter])
        .replace(patterns[2], "")
        .replace(patterns[4], "$1")
        .replace(patterns[3], (_, before, number) => before + number.replaceAll(",", ""));
  }

  const NAMES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
  const character = (whole, name) => {
    if (name[0] !== "#") return NAMES[name] ?? whole;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole;
  };
  const BLOCKS = /<\/?(?:p|li|[uod]l|d[td]|h\d|pre|table|t[rdh]|blockquote|br|hr)\b[^>]*>/g;
  // the words of an HTML text
  const plain = (html) =>
    html
      .replace(BLOCKS, ` ${BREAK} `)
      .replace(/<[^>]*>/g, "")
      .replace(/&(#?\w+);/g, character);

  // whether two words or phrases are the same or differ by one typing error
  function near(one, other) {
    const shorter = Math.min(one.length, other.length);
    if (Math.max(one.length, other.length) - shorter > 1) return false;
    let start = 0;
    let end = 0;
    while (start < shorter && one[start] === other[start]) start += 1;
    while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
    return Math.max(left.length, right.length) < 2 || (left.length === 2 && left === right[1] + right[0]);
  }

  // numbers written in digits, of which those of 32 and more go on; with `marks`, each is followed by one more digit
  function numbers(text, marks = false) {
    const found = [];
    for (let at = 0; at < text.length; at += 1) {
      let [number, shift] = [0, 0];
      let digit = DIGITS.indexOf(text[at]);
      while (digit > 31) {
        number += (digit - 32) * 2 ** shift;
        shift += 5;
        digit = DIGITS.indexOf(text[(at += 1)]);
      }
      found.push(number + digit * 2 ** shift);
      if (marks) found.push(DIGITS.indexOf(text[(at += 1)]));
    }
    return found;
  }

  // the CRC-32 of a text
  function checksum(text) {
    let sum = -1;
    for (const byte of new TextEncoder().encode(text)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
    return ~sum >>> 0;
  }

  globalThis.binderyWords = { BREAK, DIGITS, checksum, folding, near, numbers, plain };
})();
