// Small courtesies of a page: what is wrong gets the focus, a link into a closed part opens it,
// and a form is sent once however often its button is pressed.
(() => {
  "use strict";

  const openAround = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const closed = target && target.closest("details:not([open])");
    if (closed) {
      closed.open = true;
      target.scrollIntoView();
      target.focus();
    }
  };

  document.getElementById("fehlerliste")?.focus();
  openAround();
  addEventListener("hashchange", openAround);

  const sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (sent.has(event.target)) {
      event.preventDefault();
      return;
    }
    sent.add(event.target);
  });
  // Coming back with the browser's own button shows the page as it was: it may be sent again.
  addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => sent.delete(form)));
})();
