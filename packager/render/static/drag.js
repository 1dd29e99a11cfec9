// Words that are dragged into the gaps of a text. Nothing here is needed: every gap is a list that takes keys,
// touch and a mouse. A word may also be pressed, and then a gap.
"use strict";

(function () {
  const wordOf = (event) => event.target.closest && event.target.closest("[data-word]");
  const gapOf = (event) => event.target.closest && event.target.closest("select[data-group]");
  const setOf = (node) => node.closest("fieldset");
  let held = null; // the word that is dragged, or was pressed

  const fits = (gap) =>
    held && gap && setOf(gap) === setOf(held) && gap.dataset.group === held.dataset.group && !gap.disabled;

  function hold(word) {
    if (held) {
      held.setAttribute("aria-pressed", "false");
    }
    held = word;
    if (held) {
      held.setAttribute("aria-pressed", "true");
    }
    document.querySelectorAll("select[data-group]").forEach((gap) => {
      gap.classList.toggle("poiju-awaits", Boolean(fits(gap)));
    });
  }

  // Which words stand in a gap already: told by a sign, never taken away, as a word may fit twice.
  function mark(set) {
    const taken = [...set.querySelectorAll("select[data-group]")].map((gap) => gap.value);
    set.querySelectorAll("[data-word]").forEach((word) => {
      word.classList.toggle("poiju-placed", taken.includes(word.dataset.word));
    });
  }

  function put(gap, event) {
    event.preventDefault();
    gap.value = held.dataset.word;
    hold(null);
    gap.focus();
    gap.dispatchEvent(new Event("input", { bubbles: true }));
    gap.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("click", (event) => {
    const word = wordOf(event);
    if (word) {
      hold(word === held ? null : word);
    }
  });
  // A list opens on these; with a word in hand it takes the word.
  ["mousedown", "touchend"].forEach((name) => {
    document.addEventListener(name, (event) => {
      const gap = gapOf(event);
      if (fits(gap)) {
        put(gap, event);
      }
    }, { passive: false });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      hold(null);
    } else if ((event.key === "Enter" || event.key === " ") && fits(gapOf(event))) {
      put(gapOf(event), event);
    }
  });

  document.addEventListener("dragstart", (event) => {
    const word = wordOf(event);
    if (word) {
      event.dataTransfer.setData("text/plain", word.textContent);
      event.dataTransfer.effectAllowed = "copy";
      hold(word);
    }
  });
  ["dragenter", "dragover"].forEach((name) => {
    document.addEventListener(name, (event) => {
      if (fits(gapOf(event))) {
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      }
    });
  });
  document.addEventListener("drop", (event) => {
    const gap = gapOf(event);
    if (fits(gap)) {
      put(gap, event);
    }
  });
  document.addEventListener("dragend", () => hold(null));

  document.addEventListener("change", (event) => {
    if (gapOf(event)) {
      mark(setOf(event.target));
    }
  });
  window.addEventListener("load", () => {
    document.querySelectorAll("fieldset[data-kind=drag]").forEach(mark);
  });
})();
