// Gives a page without Material's scripts the colours that the reader chose on the site, or else those of the system.
(() => {
  "use strict";
  let scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
  try {
    const site = new URL(document.currentScript.dataset.site, location);
    scheme = JSON.parse(localStorage.getItem(`${site.pathname}.__palette`)).color.scheme || scheme;
  } catch {
    // nothing was chosen, or the browser keeps nothing for this page
  }
  document.body.dataset.mdColorScheme = scheme;

  // marks the words that a search was for, which it passes on in the address
  addEventListener("DOMContentLoaded", () => {
    const asked = new URLSearchParams(location.search).get("h") || "";
    const words = asked.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (!words.length) return;
    const found = new RegExp(`(${words.join("|")})`, "giu");
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const parts = text.data.split(found); // every second part is a word that was asked for
      if (parts.length > 1) text.replaceWith(...parts.map((part, n) => (n % 2 ? marked(part) : part)));
    }
  });

  function marked(words) {
    const mark = document.createElement("mark");
    mark.textContent = words;
    return mark;
  }
})();
