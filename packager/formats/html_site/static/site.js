// The live parts of the site: answering, progress, own texts. Everything stays in this browser.
"use strict";

(function () {
  const data = JSON.parse(document.getElementById("poiju-data").textContent);
  const say = data.phrases;
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });

  // --- What is kept, under `poiju:<module id>:<unit id>` -----------------------------------------
  // A page opened from a disk may be denied storage; then everything works, but nothing is kept.
  const store = {
    read(unit) {
      try {
        return JSON.parse(localStorage.getItem(`poiju:${data.module}:${unit}`)) || {};
      } catch {
        return {};
      }
    },
    write(unit, changes) {
      try {
        const state = { ...store.read(unit), ...changes };
        localStorage.setItem(`poiju:${data.module}:${unit}`, JSON.stringify(state));
        return true;
      } catch {
        document.querySelectorAll("[data-not-kept]").forEach((note) => { note.hidden = false; });
        return false;
      }
    },
  };

  // --- Small builders -----------------------------------------------------------------------------
  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  function marked(tag, kind, icon, text) {
    const made = element(tag, `poiju-mark poiju-mark-${kind}`);
    if (icon) {
      const sign = element("span", "poiju-icon", icon);
      sign.setAttribute("aria-hidden", "true");
      made.append(sign, " ");
    }
    made.append(text);
    return made;
  }

  function feedback(html) {
    const made = element("div", "poiju-feedback");
    made.innerHTML = html; // sanitised XHTML of the author, put into this file when it was built
    return made;
  }

  const named = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  // What is not whole is never shown as 100 %.
  const shown = (value) => percent.format(value < 1 ? Math.min(Math.round(value * 100), 99) / 100 : 1);

  // --- Questions ------------------------------------------------------------------------------------
  function responseOf(fieldset) {
    const response = {};
    fieldset.querySelectorAll("input, select, textarea").forEach((control) => {
      if ((control.type === "radio" || control.type === "checkbox") && !control.checked) {
        return;
      }
      (response[control.name] = response[control.name] || []).push(control.value);
    });
    return response;
  }

  function fill(fieldset, response) {
    fieldset.querySelectorAll("input, select, textarea").forEach((control) => {
      const values = response[control.name] || [];
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = values.includes(control.value);
      } else {
        control.value = values[0] || "";
      }
    });
  }

  function clear(fieldset) {
    fieldset.querySelectorAll(".poiju-part, .poiju-gap-said").forEach((said) => said.remove());
    fieldset.querySelectorAll("[data-described]").forEach((control) => {
      control.removeAttribute("aria-describedby");
      control.removeAttribute("data-described");
    });
    fieldset.querySelector("[data-verdict]").replaceChildren();
  }

  function verdictOf(mark) {
    if (!mark.answered) {
      return marked("p", "wrong", "", say.unanswered);
    }
    if (mark.fraction === null) {
      return marked("p", "open", "", say.unmarked);
    }
    if (mark.right) {
      return marked("p", "right", "✓", say.right);
    }
    const value = mark.fraction.numerator / mark.fraction.denominator;
    return value
      ? marked("p", "partly", "◐", named(say.partly, { share: shown(value) }))
      : marked("p", "wrong", "✗", say.notYet);
  }

  function sayPart(fieldset, part) {
    const controls = [...fieldset.querySelectorAll("input, select, textarea")].filter((control) =>
      control.name === part.field && (!["radio", "checkbox"].includes(control.type) || control.value === part.value));
    const control = controls[0];
    const said = element("div", "poiju-part");
    said.id = `${control.id}-said`;
    said.append(part.right ? marked("span", "right", "✓", say.right) : marked("span", "wrong", "✗", say.wrong));
    if (part.feedback) {
      said.append(feedback(part.feedback));
    }
    control.setAttribute("aria-describedby", said.id);
    control.setAttribute("data-described", "");
    if (control.classList.contains("poiju-gap")) {
      const line = element("div", "poiju-gap-said", `${control.getAttribute("aria-label")}: `);
      line.append(said);
      fieldset.querySelector("[data-verdict]").before(line);
    } else {
      control.closest(".poiju-option, .poiju-row").append(said);
    }
  }

  // The verdict of the only answer is the question's: it is said once, below the question.
  const takesOneAnswer = (key) =>
    ["true-false", "short", "number", "essay"].includes(key.kind) || (key.kind === "choice" && !key.multiple);

  function show(fieldset, mark) {
    clear(fieldset);
    const alone = takesOneAnswer(keyOf(fieldset));
    if (mark.fraction !== null && !alone) {
      mark.parts.forEach((part) => sayPart(fieldset, part));
    }
    const verdict = fieldset.querySelector("[data-verdict]");
    verdict.append(verdictOf(mark));
    if (mark.verdict && mark.answered) {
      verdict.append(feedback(mark.verdict));
    }
    if (alone && mark.answered && mark.parts[0].feedback) {
      verdict.append(feedback(mark.parts[0].feedback));
    }
    if (mark.feedback && mark.answered) {
      verdict.append(feedback(mark.feedback));
    }
    hint(fieldset, mark);
  }

  // Each wrong try shows the next hint; the last one stays.
  function hint(fieldset, mark) {
    const { id, hints } = keyOf(fieldset);
    if (mark.fraction === null || mark.right || !hints.length) {
      return;
    }
    const tries = { ...store.read(data.unit).wrong };
    tries[id] = (tries[id] || 0) + 1;
    store.write(data.unit, { wrong: tries });
    const given = feedback(hints[Math.min(tries[id], hints.length) - 1]);
    given.classList.add("poiju-given-hint");
    const name = document.createElement("p");
    name.append(element("strong", "", say.hint));
    given.prepend(name);
    fieldset.querySelector("[data-verdict]").append(given);
  }

  function shuffle(fieldset) {
    const options = [...fieldset.querySelectorAll(".poiju-option")];
    const anchor = options[options.length - 1].nextSibling;
    for (let left = options.length; left > 0; left -= 1) {
      const [taken] = options.splice(Math.floor(Math.random() * left), 1);
      anchor.before(taken);
    }
  }

  const keys = new Map((data.questions || []).map((key) => [key.id, key]));
  const setsOf = (form) => [...form.querySelectorAll("fieldset[data-question]")];
  const keyOf = (fieldset) => keys.get(fieldset.dataset.question);

  function keep(form) {
    const responses = { ...store.read(data.unit).responses };
    setsOf(form).forEach((fieldset) => { responses[fieldset.dataset.question] = responseOf(fieldset); });
    store.write(data.unit, { responses });
  }

  function prepare(form, stock) {
    const { responses = {} } = store.read(data.unit);
    [...setsOf(form), ...(stock ? setsOf(stock) : [])].forEach((fieldset) => {
      fieldset.querySelector("[data-verdict]").setAttribute("role", "status");
      if (keyOf(fieldset).shuffle) {
        shuffle(fieldset);
      }
      fill(fieldset, responses[fieldset.dataset.question] || {});
    });
    form.addEventListener("change", () => keep(form));
  }

  // --- Self-checks of a lesson --------------------------------------------------------------------
  document.querySelectorAll("form[data-check]").forEach((form) => {
    prepare(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep(form);
      setsOf(form).forEach((fieldset) => show(fieldset, PoijuMarking.mark(keyOf(fieldset), responseOf(fieldset))));
    });
  });

  // --- A quiz ----------------------------------------------------------------------------------------
  function result(form) {
    let got = 0;
    let most = 0;
    setsOf(form).forEach((fieldset) => {
      const key = keyOf(fieldset);
      const mark = PoijuMarking.mark(key, responseOf(fieldset));
      show(fieldset, mark);
      if (mark.fraction !== null) {
        got += key.marks * mark.fraction.numerator / mark.fraction.denominator;
        most += key.marks;
      }
    });
    return most ? Math.round((got / most) * 1e6) / 1e6 : 1;
  }

  // What a quiz draws from pools waits in a stock below the form; what was drawn is kept for the next visit.
  const stock = document.querySelector("[data-stock]");

  function draw(form, anew) {
    const places = [...form.querySelectorAll("[data-draw]")];
    if (!places.length) {
      return;
    }
    const kept = (!anew && store.read(data.unit).drawn) || [];
    places.forEach((place) => stock.append(...setsOf(place)));
    const taken = new Set();
    const drawn = places.map((place, at) => {
      const { count, marks, of } = JSON.parse(place.dataset.draw);
      const free = of.filter((id) => !taken.has(id));
      let chosen = (kept[at] || []).filter((id) => free.includes(id));
      if (chosen.length !== count) {
        chosen = [];
        while (chosen.length < count && free.length) {
          chosen.push(...free.splice(Math.floor(Math.random() * free.length), 1));
        }
      }
      chosen.forEach((id) => {
        taken.add(id);
        keys.get(id).marks = marks;
        place.append(setsOf(stock).find((fieldset) => fieldset.dataset.question === id));
      });
      return chosen;
    });
    setsOf(form).forEach((fieldset, at, all) => {
      fieldset.querySelector("legend").textContent = named(say.question, { number: at + 1, all: all.length });
    });
    store.write(data.unit, { drawn });
  }

  document.querySelectorAll("form[data-quiz]").forEach((form) => {
    const outcome = form.querySelector("[data-result]");
    draw(form, false);
    prepare(form, stock);

    function tell(score) {
      const { best = 0, tries = 0 } = store.read(data.unit);
      const passed = !data.passing || score >= data.passing / 100;
      const lines = [named(say.score, { share: shown(score) })];
      if (data.passing) {
        lines.push(named(passed ? say.passed : say.failed, { share: percent.format(data.passing / 100) }));
      }
      if (tries > 1) {
        lines.push(named(say.best, { share: shown(best) }));
      }
      const said = [...form.querySelectorAll("[data-from]")].find((one) => score >= one.dataset.from / 100);
      const author = said ? [...said.cloneNode(true).childNodes] : [];
      outcome.replaceChildren(...lines.map((line) => element("p", "", line)), ...author);
      outcome.hidden = false;
      outcome.focus();
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep(form);
      const score = result(form);
      const { best = 0, tries = 0, done = false } = store.read(data.unit);
      const passed = !data.passing || score >= data.passing / 100;
      store.write(data.unit, { best: Math.max(best, score), tries: tries + 1, done: done || passed });
      tell(score);
      showDone();
    });

    form.addEventListener("reset", (event) => {
      event.preventDefault();
      [...setsOf(form), ...(stock ? setsOf(stock) : [])].forEach((fieldset) => {
        fill(fieldset, {});
        clear(fieldset);
      });
      outcome.hidden = true;
      draw(form, true);
      keep(form);
      setsOf(form)[0].querySelector("input, select, textarea").focus();
    });
  });

  // --- What was typed is printed whole -------------------------------------------------------------
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("textarea").forEach((area) => {
      const printed = area.nextElementSibling;
      if (printed && printed.hasAttribute("data-printed")) {
        printed.textContent = area.value;
      }
    });
  });

  // --- A film or sound that was played to its end is done -------------------------------------------
  document.querySelectorAll("[data-media]").forEach((player) => {
    player.addEventListener("ended", () => {
      store.write(data.unit, { done: true });
      showDone();
    });
  });

  // --- The place in a book ---------------------------------------------------------------------------
  if (data.page) {
    store.write(data.unit, { page: data.page });
  }
  const resume = document.querySelector("[data-resume]");
  if (resume) {
    const { page } = store.read(data.unit);
    const kept = [...document.querySelectorAll("[data-page]")].find((link) => link.dataset.page === page);
    if (kept) {
      resume.querySelector("a").href = kept.href;
      resume.hidden = false;
    }
  }

  // --- Progress --------------------------------------------------------------------------------------
  function showDone() {
    document.querySelectorAll("[data-unit-state]").forEach((place) => {
      const { done, best } = store.read(place.dataset.unitState);
      place.textContent = done ? say.done : "";
      if (done && best !== undefined) {
        place.textContent = `${say.done}, ${shown(best)}`;
      }
      place.closest("li").classList.toggle("done", Boolean(done));
    });
    const button = document.querySelector("button[data-done]");
    if (button) {
      const { done = false } = store.read(data.unit);
      button.setAttribute("aria-pressed", String(done));
    }
    const bar = document.querySelector("progress[data-progress]");
    if (bar) {
      const count = data.units.filter((unit) => store.read(unit).done).length;
      bar.value = count;
      document.querySelector("[data-progress-text]").textContent =
        named(say.progress, { done: count, all: data.units.length });
    }
  }

  const button = document.querySelector("button[data-done]");
  if (button) {
    button.addEventListener("click", () => {
      store.write(data.unit, { done: button.getAttribute("aria-pressed") !== "true" });
      showDone();
    });
  }
  showDone();

  window.PoijuSite = { data, store, showDone, element, named }; // for the scripts of single kinds of units

  // --- Wide tables on narrow screens scroll; the keyboard must reach them -------------------------
  document.querySelectorAll("main table").forEach((table) => {
    if (table.scrollWidth > table.clientWidth) {
      table.tabIndex = 0;
    }
  });
})();
