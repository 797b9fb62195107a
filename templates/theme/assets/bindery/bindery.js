// Previews of references, filters, and citations to copy. Without JavaScript every link still works and every list is
// complete.
(() => {
  "use strict";

  const NARROW = matchMedia("(max-width: 44.9844em)"); // previews open at the bottom of the screen
  const OPEN_DELAY = 150; // ms that a pointer rests on a link before its preview opens
  const CLOSE_DELAY = 300; // ms that it may be outside before the preview closes
  const EDGE = 8; // px between a preview and the edge of the window

  // ---- Previews -------------------------------------------------------------------------------------------

  let sheet = null; // the open preview
  let link = null; // the link that it belongs to
  let timer = 0;
  let pointer = "mouse"; // the last kind of pointer: mouse, touch or pen

  const noted = (target) => target instanceof Element && target.closest("a[data-note]");
  const within = (target) => sheet && target instanceof Node && (sheet.contains(target) || link.contains(target));

  function open(of) {
    clearTimeout(timer);
    if (link === of) return;
    close();
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
  }

  function closer() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "bd-sheet__close";
    button.tabIndex = -1; // Escape also closes the preview; this saves a Tab stop
    button.ariaLabel = "Close the preview";
    button.textContent = "×";
    button.addEventListener("click", dismiss);
    return button;
  }

  function close() {
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
    if (sheet && !within(event.target)) close();
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
    const of = noted(event.target);
    if (!of || pointer === "mouse" || event.detail === 0 || link === of) return;
    event.preventDefault();
    open(of);
  });

  addEventListener("scroll", place, { passive: true });
  addEventListener("resize", place, { passive: true });
  addEventListener("pagehide", close);

  // ---- Citations to copy ----------------------------------------------------------------------------------

  async function copy(button) {
    const canonical = document.querySelector("link[rel=canonical]");
    const place = button.parentElement.querySelector(".bd-permalink").getAttribute("href");
    const address = new URL(place, canonical ? canonical.href : location.href).href;
    const text = `${button.dataset.copy} ${address}`;
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      prompt("Copy this citation:", text); // the browser denies access to the clipboard
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
    const shown = new Set();
    let number = 0;
    for (const claim of document.querySelectorAll(".bd-claim[data-status]")) {
      const { status, sections, sources } = claim.dataset;
      const fits =
        (!wanted.status || status === wanted.status) &&
        (!wanted.section || sections.split(" ").includes(wanted.section)) &&
        (!wanted.source || sources.split(" ").includes(wanted.source));
      claim.hidden = !fits;
      if (fits) {
        number += 1;
        shown.add(status);
      }
    }
    for (const line of document.querySelectorAll("[data-of]")) {
      line.hidden = !shown.has(line.dataset.of);
      const heading = document.getElementById(`_status-${line.dataset.of}`);
      if (heading) heading.hidden = line.hidden;
    }
    for (const line of document.querySelectorAll(".bd-dispute")) {
      const of = `.bd-claim[data-dispute="${line.dataset.dispute}"]:not([hidden])`;
      line.hidden = !document.querySelector(of);
    }
    const any = NAMES.some((name) => wanted[name]);
    const all = document.querySelectorAll(".bd-claim[data-status]").length;
    form.querySelector("output").textContent = any ? `${number} of ${all} claims` : `${all} claims`;
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
    // a link to a claim or status shows it, even if the filter hides it
    const reveal = () => {
      const target = named(location.hash);
      const claim = target && target.closest(".bd-claim, h2");
      if (claim && claim.hidden) {
        for (const name of NAMES) form.elements[name].value = "";
        remember(filter(form), location.hash);
        target.scrollIntoView();
      }
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
