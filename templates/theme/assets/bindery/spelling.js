// How words are spelt: folded as the index was folded, and one slip of the finger apart. The page and the worker of
// pagefind.js read this file, the one as a script and the other as a module.
"use strict";

globalThis.binderySpelling = {
  // the folding of bindery/folding.py, from its table
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

  // whether two words or rows of words are one slip of the finger apart, or none
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
