// Compares spellings: normalises text in the same way as the index, and finds single typing errors. The page loads
// this as a script, pagefind.js as a module.
"use strict";

globalThis.binderySpelling = {
  // as bindery/text/folding.py, from its table
  folding({ letters, dropped, thin, grouped, article }) {
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
  },

  // whether an entry has the words of a phrase next to each other and in this order, in one of its texts; the last word
  // of an open phrase may go on
  has({ title, text, names = [] }, { words, open }, fold, separator) {
    const blocks = /<\/?(?:p|li|[uod]l|d[td]|h\d|pre|table|t[rdh]|blockquote|br|hr)\b[^>]*>/g;
    const plain = (html) => html.replace(blocks, " \u0001 ").replace(/<[^>]*>/g, "");
    const line = (html) => ` ${fold(html).split(separator).filter(Boolean).join(" ")} `;
    const wanted = ` ${words.join(" ")}${open ? "" : " "}`;
    return [plain(title), plain(text), ...names].some((html) => line(html).includes(wanted));
  },

  // a text with the words marked that are wanted
  mark(html, fold, isWanted) {
    const markupOrWord = /<[^>]*>|&[a-z0-9#]+;|[\p{L}\p{N}]+(?:[\p{M},٬.'’]+[\p{L}\p{N}]+)*\p{M}*/giu;
    return html.replace(markupOrWord, (part) => {
      if (/^[<&]/.test(part)) return part;
      return fold(part).split(/[^\p{L}\p{N}]+/u).some(isWanted) ? `<mark>${part}</mark>` : part;
    });
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
