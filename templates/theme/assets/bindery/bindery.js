// Previews of references, filters, and citations to copy. Without JavaScript every link still works and every list is
// complete.
(() => {
  "use strict";

  // the words of the page's language, by the English ones
  const WORDS = JSON.parse(document.querySelector("meta[name=bindery-words]")?.content ?? "{}");
  const say = (words) => WORDS[words] ?? words;

  const NARROW = matchMedia("(max-width: 44.9844em)"); // previews open at the bottom of the screen
  const OPEN_DELAY = 150; // ms that a pointer rests on a link before its preview opens
  const CLOSE_DELAY = 300; // ms that it may be outside before the preview closes
  const EDGE = 8; // px between a preview and the edge of the window

  // ---- Previews -------------------------------------------------------------------------------------------

  let sheet = null; // the open preview
  let link = null; // the link that it belongs to
  let timer = 0;
  let pointer = "mouse"; // the last kind of pointer: mouse, touch or pen
  let pushed = false; // whether the history has an entry for the open preview, so that Back closes it
  let leaving = false; // whether that entry is being left because the preview was closed

  const noted = (target) => target instanceof Element && target.closest("a[data-note]");
  const within = (target) => sheet && target instanceof Node && (sheet.contains(target) || link.contains(target));

  function open(of) {
    clearTimeout(timer);
    if (link === of) return;
    remove();
    const note = document.getElementById(of.dataset.note);
    if (!note) return;
    sheet = document.createElement("div");
    sheet.className = "bd-sheet";
    sheet.id = "_sheet";
    sheet.role = "group";
    sheet.ariaLabel = of.ariaLabel || of.textContent;
    // a note in the margin of the page is its own preview
    const said = note.content ? [note.content.cloneNode(true)] : note.cloneNode(true).childNodes;
    sheet.append(...said, closer());
    link = of;
    // right after the link, so that it is next for the Tab key and for screen readers
    (of.closest("sup") || of).after(sheet);
    of.setAttribute("aria-describedby", "_sheet");
    place();
    if (!NARROW.matches || pushed) return;
    try {
      history.pushState({ sheet: true }, "");
      pushed = true;
    } catch {
      // some browsers have no history for local files; the preview still has its button
    }
  }

  function closer() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "bd-sheet__close";
    button.tabIndex = -1; // Escape also closes the preview; this saves a Tab stop
    button.ariaLabel = say("Close the preview");
    button.textContent = "×";
    button.addEventListener("click", dismiss);
    return button;
  }

  function close() {
    remove();
    if (!pushed) return;
    pushed = false;
    leaving = true;
    history.scrollRestoration = "manual"; // the page stays where it is
    history.back();
  }

  function remove() {
    clearTimeout(timer);
    if (!sheet) return;
    link.removeAttribute("aria-describedby");
    sheet.remove();
    sheet = link = null;
  }

  // closes the preview and returns the focus to its link
  function dismiss() {
    const inside = sheet && sheet.contains(document.activeElement);
    const back = link;
    close();
    if (inside) {
      back.focus({ preventScroll: true });
      close(); // getting the focus opened it again
    }
  }

  function place() {
    if (!sheet) return;
    if (NARROW.matches) {
      sheet.removeAttribute("style");
      return;
    }
    const at = link.getBoundingClientRect();
    if (at.bottom < 0 || at.top > innerHeight) return close();
    const below = innerHeight - at.bottom - 2 * EDGE;
    const above = at.top - 2 * EDGE;
    const under = below >= sheet.scrollHeight || below >= above;
    const style = sheet.style;
    style.maxHeight = `${Math.max(under ? below : above, 120)}px`;
    const { width, height } = sheet.getBoundingClientRect();
    style.left = `${Math.max(EDGE, Math.min(at.left - 24, document.documentElement.clientWidth - width - EDGE))}px`;
    style.top = `${Math.max(EDGE, under ? at.bottom + EDGE / 2 : at.top - height - EDGE / 2)}px`;
  }

  function later(action, delay) {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  }

  document.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    if (sheet && !within(event.target) && !noted(event.target)) close();
  });

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const of = noted(event.target);
    if (within(event.target)) clearTimeout(timer);
    else if (of) later(() => open(of), OPEN_DELAY);
    else later(close, CLOSE_DELAY);
  });

  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && !event.relatedTarget) later(close, CLOSE_DELAY);
  });

  document.addEventListener("focusin", (event) => {
    const of = noted(event.target);
    if (of && of.matches(":focus-visible")) open(of);
    else if (!within(event.target)) close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && sheet) dismiss();
  });

  // on a touch screen, the first touch opens the preview and the second follows the link
  document.addEventListener("click", (event) => {
    const way = pushed && event.target instanceof Element && event.target.closest(".bd-sheet a[href]");
    if (way && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      pushed = false;
      location.replace(way.href); // takes the place of the preview in the history
    }
    const of = noted(event.target);
    if (!of || pointer === "mouse" || event.detail === 0 || link === of) return;
    event.preventDefault();
    open(of);
  });

  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place, { passive: true });
  addEventListener("pagehide", remove);
  addEventListener("popstate", () => {
    history.scrollRestoration = "auto";
    if (!leaving) remove();
    pushed = leaving = false;
  });

  // ---- Citations to copy ----------------------------------------------------------------------------------

  async function copy(button) {
    const canonical = document.querySelector("link[rel=canonical]");
    const place = button.parentElement.querySelector(".bd-permalink").getAttribute("href");
    const address = new URL(place, canonical ? canonical.href : location.href).href;
    const text = `${button.dataset.copy} ${address}`;
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = say("Copied");
    } catch {
      prompt(say("Copy this citation:"), text); // the browser denies access to the clipboard
    }
    setTimeout(() => (button.textContent = said), 2000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest(".bd-copy");
    if (button) copy(button);
  });

  // ---- Filters of the register ----------------------------------------------------------------------------

  const NAMES = ["status", "section", "source"];

  function filter(form) {
    const wanted = Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value]));
    // a line has the numbers of its sections and publishers: their positions in the lists, after the first, which is "All"
    const [section, source] = ["section", "source"].map((name) => `${form.elements[name].selectedIndex - 1}`);
    const lines = document.querySelectorAll(".bd-lines > li");
    let number = 0;
    for (const line of lines) {
      const { status, in: places, by } = line.dataset;
      const fits =
        (!wanted.status || status === wanted.status) &&
        (!wanted.section || places.split(" ").includes(section)) &&
        (!wanted.source || by.split(" ").includes(source));
      line.hidden = !fits;
      number += fits;
    }
    // a heading without a line that is shown is hidden too
    let below = [false, false]; // whether a line is shown under a heading of level 2, of level 3
    for (const part of [...document.querySelectorAll("article :is(h2, h3, .bd-lines)")].reverse()) {
      const level = { H2: 0, H3: 1 }[part.tagName];
      if (level === undefined) {
        const any = part.querySelector("li:not([hidden])");
        below = below.map((shown) => shown || !!any);
      } else {
        part.hidden = !below[level];
        below.fill(false, level);
      }
    }
    const any = NAMES.some((name) => wanted[name]);
    const output = form.querySelector("output");
    form.dataset.all ??= output.textContent;
    const some = () => say("%(some)s of %(number)s claims").replace("%(some)s", number).replace("%(number)s", lines.length);
    output.textContent = any ? some() : form.dataset.all;
    form.querySelector("[type=reset]").disabled = !any;
    return wanted;
  }

  // keeps the filter in the address, so that readers can share a filtered register
  function remember(wanted, hash = "") {
    const query = new URLSearchParams(location.search);
    for (const name of NAMES) wanted[name] ? query.set(name, wanted[name]) : query.delete(name);
    const text = query.toString();
    try {
      history.replaceState(history.state, "", `${location.pathname}${text ? `?${text}` : ""}${hash}`);
    } catch {
      // some browsers have no history for local files; the filter still works
    }
  }

  function prepare(form) {
    const query = new URLSearchParams(location.search);
    for (const name of NAMES) {
      const value = query.get(name) || "";
      if ([...form.elements[name].options].some((option) => option.value === value)) form.elements[name].value = value;
    }
    filter(form);
    form.addEventListener("change", () => remember(filter(form)));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => remember(filter(form))));
    const reveal = () => {
      const target = named(location.hash);
      if (!target) return;
      const status = /^_status-(.+)/.exec(target.id);
      // the former address of a claim is its line here; a link to a status shows all of its claims
      const line = target.closest(".bd-lines > li");
      if (line && !status) return location.replace(line.querySelector("a").href);
      if (!status && !target.hidden) return;
      for (const name of NAMES) form.elements[name].value = "";
      if (status) form.elements.status.value = status[1];
      remember(filter(form), location.hash);
      (status ? form : target).scrollIntoView();
    };
    addEventListener("hashchange", reveal);
    reveal();
  }

  for (const form of document.querySelectorAll(".bd-filter")) prepare(form);

  // The element that the end of an address names; none for one that cannot be read, such as `#100%`.
  function named(hash) {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  }

  // ---- Reviews: whether one is due depends on today's date ------------------------------------------------

  const today = new Date().toISOString();
  for (const date of document.querySelectorAll("[data-review-by]")) {
    const by = date.dataset.reviewBy;
    if (today.slice(0, by.length) >= by) date.firstElementChild.textContent = date.dataset.due;
  }

  // ---- Print: folded parts are opened, and closed again afterwards ----------------------------------------

  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("article details:not([open])")) {
      folded.open = true;
      folded.dataset.folded = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const opened of document.querySelectorAll("details[data-folded]")) {
      opened.open = false;
      delete opened.dataset.folded;
    }
  });
})();
