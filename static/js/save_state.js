// Saves while somebody types and says in words how it stands: never "saved" before the server
// has confirmed it, never silent when it has not, and again until it has.
(() => {
  "use strict";

  const form = document.getElementById("klaerung");
  const line = document.getElementById("speicherstand");
  const spoken = document.getElementById("speichermeldung");
  if (!form || !line || !form.querySelector("[data-save]")) return;

  const AGAIN_AFTER = [1, 2, 4, 8, 16, 30];
  const CONFIRMED = "X-Gespeichert";
  const TO_CHECK = "X-Pruefen";
  const parts = new Map(); // fieldset -> how its text stands
  let sequence = 0;
  let savedAt = "";
  let isSignedOut = false;
  let isLeaving = false;
  let newestApplied = 0;
  let news; // link to questions that came with an answer, if there are any


  const state = (part) => {
    if (!parts.has(part)) parts.set(part, { edits: 0, saved: 0, tries: 0, timer: 0, trouble: "" });
    return parts.get(part);
  };
  const isUnsaved = (part) => part.edits > part.saved;
  const all = () => [...parts].filter(([part]) => part.isConnected).map(([, value]) => value);

  // ---- what is said -------------------------------------------------------------------------

  const say = (kind, text, link) => {
    line.dataset.state = kind;
    line.replaceChildren(text);
    if (link) line.append(" ", link);
    const said = link ? `${text} ${link.textContent}` : text;
    if (kind !== "pending" && spoken.textContent !== said) spoken.textContent = said;
  };

  const signInLink = () => {
    const link = document.createElement("a");
    link.className = "kern-link";
    link.href = form.dataset.signInUrl;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "In neuem Fenster anmelden";
    return link;
  };

  const tell = () => {
    const open = all().filter(isUnsaved);
    const trouble = open.find((part) => part.trouble);
    if (isSignedOut && open.length) {
      say("trouble", "Nicht gespeichert: Ihre Sitzung ist abgelaufen. Ihre Eingaben bleiben hier stehen.", signInLink());
    } else if (trouble) {
      say("trouble", "Nicht gespeichert: " + trouble.trouble);
    } else if (open.length) {
      say("pending", "Wird gespeichert …");
    } else if (savedAt) {
      const wrong = all().filter((part) => part.isToCheck).length;
      if (wrong) say("check", `Gespeichert – ${wrong === 1 ? "eine Angabe" : `${wrong} Angaben`} bitte prüfen`, news);
      else say("saved", `Gespeichert um ${savedAt} Uhr`, news);
    }
  };

  // ---- what is sent -------------------------------------------------------------------------

  const origin = () => document.getElementById("seitenangaben").querySelectorAll("[name]");

  // A page of chosen questions has nothing else on it that could change.
  const shownQuestions = () => "alone" in form.dataset ? "" :
    [...form.querySelectorAll(".question")].map((question) => question.id.replace("frage-", "")).join(" ");

  /** Everything one part sends: its own fields, the page it comes from, the next number. */
  const contentOf = (part) => {
    const body = new FormData();
    const whole = new FormData(form);
    const names = new Set([...part.elements, ...origin()].map((field) => field.name).filter(Boolean));
    for (const name of names) for (const value of whole.getAll(name)) body.append(name, value);
    sequence += 1;
    body.set("folge", String(sequence));
    body.set("gezeigt", shownQuestions());
    return body;
  };

  const again = (part, entry) => {
    clearTimeout(entry.timer);
    if (isSignedOut) return;
    const seconds = AGAIN_AFTER[Math.min(entry.tries, AGAIN_AFTER.length - 1)];
    entry.tries += 1;
    entry.timer = setTimeout(() => htmx.trigger(part, "nochmal"), seconds * 1000);
  };

  const againAtOnce = () => {
    for (const [part, entry] of parts) {
      if (!part.isConnected || !isUnsaved(entry) || entry.isConflict) continue;
      clearTimeout(entry.timer);
      entry.tries = 0;
      htmx.trigger(part, "nochmal");
    }
  };

  // ---- what comes back ----------------------------------------------------------------------

  const confirmed = (entry, context) => {
    entry.saved = Math.max(entry.saved, context.editsSent);
    entry.tries = 0;
    entry.trouble = "";
    entry.isConflict = false;
    entry.isToCheck = context.response.headers.has(TO_CHECK);
    isSignedOut = false;
    savedAt = context.response.headers.get(CONFIRMED);
    clearTimeout(entry.timer);
  };

  const REFUSED = {
    400: (part, entry) => {
      entry.tries += 1;
      renewToken().then((isNew) => {
        if (isNew) htmx.trigger(part, "nochmal");
        else again(part, entry);
        tell();
      });
    },
    401: () => { isSignedOut = true; },
    403: (part, entry) => { entry.trouble = "Dafür fehlt Ihnen die Berechtigung."; },
    404: (part, entry) => { entry.trouble = "Diese Frage oder Zeile gibt es nicht mehr. Bitte laden Sie die Seite neu."; },
    409: (part, entry) => { entry.isConflict = true; entry.trouble = "Jemand hat dieselbe Frage anders beantwortet. Bitte vergleichen Sie beide Texte."; },
    413: (part, entry) => { entry.trouble = "Der Text ist zu lang. Bitte kürzen Sie ihn."; },
    422: (part, entry) => { entry.trouble = "Diese Angabe kann so nicht gespeichert werden."; },
  };

  const answered = (part, context) => {
    const entry = state(part);
    const status = context.response.status;
    if (status >= 200 && status < 300 && context.response.headers.get(CONFIRMED)) {
      confirmed(entry, context);
    } else if (REFUSED[status] && !(status === 400 && entry.tries > 0)) {
      REFUSED[status](part, entry);
    } else {
      entry.trouble = `Der Server antwortet mit einem Fehler (${status}). Ihr Text bleibt stehen, es wird weiter versucht.`;
      again(part, entry);
    }
    tell();
  };

  const renewToken = async () => {
    try {
      const answer = await fetch(form.dataset.tokenUrl, { headers: { "HX-Request": "true" } });
      isSignedOut = answer.status === 401;
      if (!answer.ok) return false;
      const token = (await answer.json()).csrf_token;
      document.querySelectorAll('input[name="csrf_token"]').forEach((field) => { field.value = token; });
      return true;
    } catch {
      return false;
    }
  };

  // ---- when ---------------------------------------------------------------------------------

  const partOf = (node) => node instanceof Element && node.closest("[data-save]");

  const edited = (event) => {
    const part = partOf(event.target);
    if (!part) return;
    const entry = state(part);
    entry.edits += 1;
    if (!entry.isConflict) entry.trouble = "";
    tell();
  };
  form.addEventListener("input", edited);
  form.addEventListener("change", edited);

  // Values are collected here, so what is typed after this moment does not count as sent.
  form.addEventListener("htmx:config:request", (event) => {
    const part = partOf(event.target);
    if (!part) return;
    const context = event.detail.ctx;
    context.editsSent = state(part).edits;
    context.request.body = contentOf(part);
    context.sequence = sequence;
    context.request.headers["X-CSRFToken"] = form.elements.csrf_token.value;
  });

  form.addEventListener("htmx:after:request", (event) => {
    const part = partOf(event.target);
    if (part) answered(part, event.detail.ctx);
  });

  form.addEventListener("htmx:error", (event) => {
    const part = partOf(event.target);
    if (!part || !event.detail.ctx || event.detail.ctx.response) return;
    const entry = state(part);
    entry.trouble = navigator.onLine
      ? "Der Server ist nicht erreichbar. Ihr Text bleibt stehen, es wird weiter versucht."
      : "Sie sind offline. Ihr Text bleibt stehen und wird gespeichert, sobald das Netz wieder da ist.";
    again(part, entry);
    tell();
  });

  // Answers may overtake each other. A late one must neither put back an older picture of the page
  // nor renew a question in which somebody already types.
  form.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = event.detail;
    if (!ctx.sequence || !tasks) return;
    const isLate = ctx.sequence < newestApplied;
    newestApplied = Math.max(newestApplied, ctx.sequence);
    const keep = tasks.filter((task) => {
      const place = typeof task.target === "string" ? document.querySelector(task.target) : task.target;
      if (!place || !place.id) return true;
      if (place.id.startsWith("platz-")) {
        const brings = Boolean(task.fragment && task.fragment.querySelector(".question"));
        return !isLate && brings !== Boolean(place.querySelector(".question"));
      }
      return !(isLate && /^(seitenliste|befunde-)/.test(place.id));
    });
    tasks.splice(0, tasks.length, ...keep);
  });

  form.addEventListener("neue-fragen", (event) => {
    news = event.detail ?? undefined;
    tell();
  });

  addEventListener("online", againAtOnce);
  const maybeSignedInAgain = async () => {
    if (!isSignedOut || document.visibilityState === "hidden") return;
    if (await renewToken()) {
      isSignedOut = false;
      againAtOnce();
    }
  };
  addEventListener("focus", maybeSignedInAgain);
  document.addEventListener("visibilitychange", maybeSignedInAgain);

  // The ordinary button sends everything; it must count as the newest of this page.
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    isLeaving = true;
    sequence += 1;
    form.elements.folge.value = String(sequence);
  });

  // Only trouble is worth a question; what merely waits for its pause goes with the beacon below.
  addEventListener("beforeunload", (event) => {
    const isInTrouble = isSignedOut || all().some((part) => part.trouble);
    if (!isLeaving && isInTrouble && all().some(isUnsaved)) event.preventDefault();
  });

  // Whoever leaves within the pause after typing loses nothing.
  addEventListener("pagehide", () => {
    if (isLeaving) return;
    for (const [part, entry] of parts) {
      if (!part.isConnected || !isUnsaved(entry)) continue;
      const body = contentOf(part);
      body.set("csrf_token", form.elements.csrf_token.value);
      navigator.sendBeacon(part.getAttribute("hx-post"), body);
    }
  });

  // Back to a page kept by the browser: its fields are as left, its revisions are old.
  addEventListener("pageshow", (event) => {
    isLeaving = false;
    if (event.persisted) location.reload();
  });
})();
