// Shows the page light or dark, as the reader chose before, ahead of its text.
(() => {
  "use strict";
  const chosen = window.__md_get("__palette");
  if (!chosen || !chosen.color) return;
  let color = chosen.color;
  if (color.media === "(prefers-color-scheme)") {
    const light = matchMedia("(prefers-color-scheme: light)").matches;
    const input = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${light ? "light" : "dark"})"]`);
    if (!input) return;
    const names = ["media", "scheme", "primary", "accent"];
    color = Object.fromEntries(names.map((name) => [name, input.getAttribute(`data-md-color-${name}`)]));
  }
  for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, value);
})();
