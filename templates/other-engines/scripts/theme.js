// What the theme's script keeps in the browser, such as light or dark. It expects these functions under these names.
(() => {
  "use strict";
  const folder = new URL(document.currentScript.dataset.base, location);
  if (!folder.pathname.endsWith("/")) folder.pathname += "/";
  const key = (name, scope) => `${scope.pathname}.${name}`;

  try {
    decodeURIComponent(location.hash);
  } catch {
    // Such as `#100%`, at which the theme's script would stop. It names nothing.
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  window.__md_scope = folder;
  window.__md_hash = (text) => Array.from(text).reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0);
  window.__md_get = (name, storage = localStorage, scope = folder) => {
    try {
      return JSON.parse(storage.getItem(key(name, scope)));
    } catch {
      return null; // the browser keeps nothing, or something else
    }
  };
  window.__md_set = (name, value, storage = localStorage, scope = folder) => {
    try {
      storage.setItem(key(name, scope), JSON.stringify(value));
    } catch {
      // the browser keeps nothing
    }
  };
})();
