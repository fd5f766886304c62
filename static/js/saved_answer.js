// What an open page makes of a saved answer: it leads to questions that came up, marks inputs that
// cannot be taken as they are, and resets whom to ask when somebody has answered by themselves.
// Loaded after save_state.js, which leaves out what comes too late.
(() => {
  "use strict";

  const form = document.getElementById("klaerung");
  if (!form) return;

  let appeared = []; // places of questions that came up and were not gone to yet

  // ---- questions that came up ---------------------------------------------------------------

  const questionIn = (place) => place.isConnected && place.querySelector(".question");

  const goTo = (question) => {
    question.scrollIntoView({ block: "start" });
    const fields = [...question.querySelectorAll("input:not([type=hidden]), select, textarea")];
    (fields.find((field) => field.checked) ?? fields[0])?.focus({ preventScroll: true });
  };

  const isBefore = (a, b) => Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);

  const linkToFirst = () => {
    appeared = [...new Set(appeared)].filter(questionIn).sort((a, b) => (isBefore(a, b) ? -1 : 1));
    if (!appeared.length) return undefined;
    const first = questionIn(appeared[0]);
    const link = document.createElement("a");
    link.className = "kern-link";
    link.href = "#" + first.id;
    link.textContent = appeared.length === 1 ? "1 neue Frage" : `${appeared.length} neue Fragen`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(first);
    });
    return link;
  };

  const announce = () => form.dispatchEvent(new CustomEvent("neue-fragen", { detail: linkToFirst() }));

  // A new question that somebody has gone to is not new any more.
  form.addEventListener("focusin", (event) => {
    const rest = appeared.filter((place) => !place.contains(event.target));
    if (rest.length === appeared.length) return;
    appeared = rest;
    announce();
  });

  // ---- whom to ask, what is wrong -----------------------------------------------------------

  /** Whoever answers a question takes back that somebody else is asked; a choice made since stays. */
  const takeBackHandOver = (place, fragment) => {
    const name = place.id.replace("stand-", "f_") + "-fragen";
    const shown = (root) => root?.querySelector(`[name="${name}_vorher"]`)?.value;
    const choice = document.getElementById(name);
    const now = shown(fragment);
    if (choice && now !== undefined && choice.value === shown(place)) choice.value = now;
  };

  const isWrong = (id) => id.startsWith("problem-") && document.getElementById(id)?.querySelector(".question__problem");

  const markProblems = (part) => {
    part.querySelectorAll('[aria-describedby*="problem-"]:is(input, select, textarea)').forEach((field) => {
      if (field.getAttribute("aria-describedby").split(" ").some(isWrong)) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    });
  };

  form.addEventListener("htmx:before:swap", (event) => {
    for (const task of event.detail.tasks ?? []) {
      const place = typeof task.target === "string" ? document.querySelector(task.target) : task.target;
      if (place?.id?.startsWith("stand-")) takeBackHandOver(place, task.fragment);
      if (place?.id?.startsWith("platz-") && task.fragment?.querySelector(".question")) appeared.push(place);
    }
  });

  form.addEventListener("htmx:after:swap", (event) => {
    markProblems(event.target.closest?.("[data-save]") ?? form);
    announce();
  });
})();
