// Replaces a web worker on pages opened from local files, where browsers start none: the worker's script runs in a
// frame. Nothing is written into the frame, so the page's Content-Security-Policy holds in it too.
(() => {
  "use strict";

  class FrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.base = new URL(url, location); // what the script's own addresses begin at, as in a real worker
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      this.scope = frame.contentWindow;
      this.scope.document.open(); // without this, a browser may replace the document
      this.scope.document.close();
      this.scope.postMessage = (data) => later(this, data);
      this.scope.importScripts = (...urls) => urls.reduce((before, next) => before.then(() => this.run(next)), Promise.resolve());
      this.ready = this.run(this.base);
    }

    // runs a script in the frame
    run(url) {
      return new Promise((resolve, reject) => {
        const script = this.scope.document.createElement("script");
        script.src = new URL(url, this.base);
        script.onload = resolve;
        script.onerror = reject;
        this.scope.document.documentElement.append(script);
      });
    }

    postMessage(data) {
      this.ready.then(() => later(this.scope, data));
    }
  }

  // sends a copy of a message, after the current code has ended
  function later(target, data) {
    const copy = structuredClone(data);
    setTimeout(() => target.dispatchEvent(new MessageEvent("message", { data: copy })));
  }

  window.Worker = FrameWorker;
})();
