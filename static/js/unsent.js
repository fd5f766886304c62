// A comment stands beside the form that saves answers: other buttons would drop what was typed.
// The first press says so and goes to it; the second one means it.
(() => {
  "use strict";

  const UNSENT = "Dieser Kommentar ist noch nicht gesendet. Bitte senden Sie ihn zuerst. Wollen Sie ihn verwerfen, speichern Sie noch einmal.";
  let isLeaving = false;

  const unsent = () =>
    [...document.querySelectorAll('textarea[name="kommentar"]')].find(
      (field) => field.value.trim() && field.value !== field.defaultValue,
    );

  const warn = (field) => {
    field.dataset.warned = "ja";
    const around = field.closest("details");
    if (around) around.open = true;
    const note = document.createElement("p");
    note.className = "question__problem";
    note.setAttribute("role", "alert");
    note.textContent = UNSENT;
    field.after(note);
    field.focus();
  };

  // Before anybody else hears of it: a form that is held back was not sent.
  document.addEventListener("submit", (event) => {
    const field = unsent();
    if (field && field.form !== event.target && !field.dataset.warned) {
      event.preventDefault();
      event.stopImmediatePropagation();
      warn(field);
      return;
    }
    isLeaving = true;
  }, true);

  addEventListener("beforeunload", (event) => {
    if (!isLeaving && unsent()) event.preventDefault();
  });
  addEventListener("pageshow", () => { isLeaving = false; });
})();
