// Compares spellings: normalises text in the same way as the index, and finds single typing errors. The page loads
// this as a script, pagefind.js as a module.
"use strict";

globalThis.binderySpelling = {
  // as bindery/text/folding.py, from its table
  folding({ letters, dropped, thin, grouped }) {
    const patterns = [thin, `[${Object.keys(letters).join("")}]`, dropped, grouped].map((p) => new RegExp(p, "g"));
    return (text) =>
      text
        .replace(patterns[0], "$1,")
        .normalize("NFKD")
        .toLowerCase()
        .replace(patterns[1], (letter) => letters[letter])
        .replace(patterns[2], "")
        .replace(patterns[3], (_, before, number) => before + number.replaceAll(",", ""));
  },

  // whether two words or phrases are the same or differ by one typing error
  near(one, other) {
    const shorter = Math.min(one.length, other.length);
    let start = 0;
    let end = 0;
    while (start < shorter && one[start] === other[start]) start += 1;
    while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
    return Math.max(left.length, right.length) < 2 || (left.length === 2 && left === right[1] + right[0]);
  },
};
