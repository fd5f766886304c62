// Small courtesies of a page: what is wrong gets the focus, a link into a closed part opens it,
// and a form is sent once however often its button is pressed.
(() => {
  "use strict";

  const openAround = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const isClosed = target.closest("details:not([open])");
    for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    if (isClosed) {
      target.scrollIntoView();
      target.focus();
    }
    // A row that was just added or removed: go on typing where it begins, or take it back.
    if (target.matches(".row, .rows__undo")) {
      target.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
    }
  };

  document.getElementById("fehlerliste")?.focus();
  // The browser goes to the fragment itself once everything is loaded, and takes the focus along.
  addEventListener("load", () => setTimeout(openAround));
  addEventListener("hashchange", openAround);

  // The second click of a double click may already meet the next page.
  document.addEventListener("click", (event) => {
    if (event.detail > 1 && event.target.closest("button[type=submit]:not(.row__deed)")) event.preventDefault();
  });

  // „Ist damit geklärt“ chooses the state that is folded away, which is saved like anything typed.
  document.addEventListener("click", (event) => {
    const settle = event.target.closest("[data-settles]");
    if (!settle) return;
    event.preventDefault();
    const choice = document.getElementById(settle.dataset.settles);
    choice.checked = true;
    choice.closest("details").querySelector("summary").focus();
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Without script the text is marked and copied by hand; with it one button does that.
  const announceCopied = (button) => {
    const label = button.querySelector(".kern-label") ?? button;
    const before = label.innerHTML;
    label.textContent = "Kopiert";
    setTimeout(() => { label.innerHTML = before; }, 2500);
  };
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        document.execCommand("copy");
      }
      announceCopied(button);
    });
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  // The server refuses a form with a file that is too large, and what was typed beside it would be
  // gone: so it is said before anything is sent.
  const isTooLarge = (input) => {
    const most = Number(input.dataset.largestMb);
    const noteId = `${input.id}-zu-gross`;
    const described = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== noteId);
    const note = document.getElementById(noteId);
    const isLarge = [...input.files].some((file) => file.size > most * 1024 * 1024);
    if (note) {
      note.remove();
      input.removeAttribute("aria-invalid");
    }
    if (isLarge) {
      const said = document.createElement("p");
      said.id = noteId;
      said.className = "question__problem";
      said.setAttribute("role", "alert");
      said.textContent = `Diese Datei ist zu groß. Erlaubt sind ${most} MB. Bitte wählen Sie eine kleinere.`;
      input.after(said);
      input.setAttribute("aria-invalid", "true");
      described.push(noteId);
    }
    input.setAttribute("aria-describedby", described.join(" "));
    return isLarge;
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-largest-mb]")) isTooLarge(event.target);
  });
  document.addEventListener("submit", (event) => {
    const [first] = [...event.target.querySelectorAll("[data-largest-mb]")].filter(isTooLarge);
    if (!first) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    first.focus();
  }, true);

  // A colour can be typed; with script it can be picked as well, and taken away again.
  document.querySelectorAll("[data-picks]").forEach((part) => {
    const typed = document.getElementById(part.dataset.picks);
    const picker = part.querySelector("input[type=color]");
    const show = () => {
      const found = /^#?([0-9a-f]{6})$/i.exec(typed.value.trim());
      if (found) picker.value = `#${found[1].toLowerCase()}`;
    };
    part.hidden = false;
    show();
    typed.addEventListener("input", show);
    picker.addEventListener("input", () => { typed.value = picker.value; });
    part.querySelector("button").addEventListener("click", () => {
      typed.value = "";
      typed.focus();
    });
  });

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
