/* Reloads a page of the preview when the site has changed, and keeps the scroll position. */
(() => {
  const { version } = document.currentScript.dataset;
  const KEY = "bindery-place";
  const OWN = "/_bindery/changes";
  let source = null;

  /* The last element with an id above the middle of the window, and its distance from the top of the window. */
  const place = () => {
    const named = [...document.querySelectorAll("main [id]")].filter((node) => node.getClientRects().length);
    const above = named.filter((node) => node.getBoundingClientRect().top <= innerHeight / 2).pop();
    return { path: location.pathname, y: scrollY, id: above?.id, top: above?.getBoundingClientRect().top };
  };

  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    sessionStorage.removeItem(KEY);
    if (kept?.path !== location.pathname) return;
    const node = kept.y && kept.id ? document.getElementById(kept.id) : null;
    scrollTo({ top: node ? scrollY + node.getBoundingClientRect().top - kept.top : kept.y, behavior: "instant" });
    history.scrollRestoration = "auto";
  };

  const follow = () => {
    if (document.hidden) {
      source?.close(); // a browser limits connections per server, and a hidden tab needs none
      source = null;
    } else if (!source) {
      source = new EventSource(OWN); // reconnects by itself when the server is down
      source.onerror = () => {
        if (source?.readyState !== EventSource.CLOSED) return;
        source = null; // some responses make a browser give up, such as those of a server that is still starting
        setTimeout(follow, 500);
      };
      source.onmessage = ({ data }) => {
        if (data === version) return;
        source.close();
        reload();
      };
    }
  };

  /* Reloads once the server answers: the browser's own error page could follow nothing any more. */
  const reload = () =>
    fetch(location.href, { cache: "no-store" })
      .then((response) => response.text())
      .then(() => {
        sessionStorage.setItem(KEY, JSON.stringify(place()));
        history.scrollRestoration = "manual";
        location.reload();
      })
      .catch(() => setTimeout(reload, 500));

  if (document.readyState === "complete") restore();
  else addEventListener("load", restore);
  addEventListener("visibilitychange", follow);
  addEventListener("pagehide", () => source?.close());
  follow();
})();
