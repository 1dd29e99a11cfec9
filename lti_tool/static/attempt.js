/* A try at a quiz: answers are saved while one types and stay in the browser until they are, who submits is
   told what is not answered, and a try whose time is over submits itself. */
"use strict";
(() => {
  const { shelf, post, ended, valuesOf, fill } = window.poiju;
  const QUIET_MS = 800; // of no typing before answers are sent
  const WARNING_S = 60; // before the end
  const AGAIN_S = 5; // when the connection is broken at the end

  const answered = (set) => Object.values(valuesOf(set)).some((values) => values.some((value) => value.trim()));

  const attempt = (form) => {
    const key = `poiju:attempt:${form.dataset.attempt}`;
    const status = form.querySelector("[data-status]");
    const summary = form.querySelector("[data-summary]");
    const button = form.querySelector("[data-submit]");
    const elsewhere = [...form.querySelectorAll("[data-elsewhere] > li")]; // not answered, on other pages
    const sets = new Map([...form.querySelectorAll("fieldset[data-question]")].map((set) => [set.dataset.question, set]));
    const revision = (id) => form.elements[`revision-${id}`];
    const unsaved = shelf.read(key);
    let timer = 0;
    let sending = Promise.resolve(true);

    const note = (id) => {
      const now = Math.max(Date.now(), Number(revision(id).value || 0) + 1);
      revision(id).value = now;
      unsaved[id] = { fields: valuesOf(sets.get(id)), revision: now };
      shelf.write(key, unsaved);
    };

    const send = async () => {
      const ids = Object.keys(unsaved);
      if (!ids.length) return true;
      const data = new FormData();
      data.set("token", form.elements.token.value);
      const sent = {};
      for (const id of ids) {
        sent[id] = unsaved[id].revision;
        data.append("question", id);
        data.set(`revision-${id}`, sent[id]);
        for (const [name, values] of Object.entries(unsaved[id].fields)) for (const value of values) data.append(name, value);
      }
      status.textContent = form.dataset.saving;
      const answer = await post(form.dataset.save, data);
      if (answer?.status === 409) { shelf.write(key, {}); location.reload(); return false; }
      ended(!answer?.ok);
      status.textContent = answer?.ok ? form.dataset.saved : "";
      if (!answer?.ok) return false;
      for (const id of ids) if (unsaved[id]?.revision === sent[id]) delete unsaved[id];
      shelf.write(key, unsaved);
      const { outdated } = await answer.json();
      if (outdated.length && !Object.keys(unsaved).length) location.reload(); // another device wrote later
      return true;
    };
    const save = () => { clearTimeout(timer); sending = sending.then(send); return sending; };

    for (const [id, kept] of Object.entries(unsaved)) {
      if (!sets.has(id)) continue; // of another page of this try
      if (kept.revision <= Number(revision(id).value || 0)) { delete unsaved[id]; continue; }
      fill(sets.get(id), kept.fields);
      revision(id).value = kept.revision;
    }
    shelf.write(key, unsaved);
    if (Object.keys(unsaved).length) save();

    const noted = (event) => {
      const set = event.target.closest("fieldset[data-question]");
      if (!set) return;
      note(set.dataset.question);
      status.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(save, QUIET_MS);
    };
    form.addEventListener("input", noted);
    // Whoever chooses for a person (WebDriver does) may tell of a change alone; then nothing must be lost either.
    form.addEventListener("change", (event) => { if (event.target.matches("select")) noted(event); });
    addEventListener("online", save);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });

    const left = () => [...sets.values()].filter((set) => !answered(set));
    const tell = (open) => {
      const list = document.createElement("ul");
      for (const set of open) {
        const link = document.createElement("a");
        link.href = `#${set.id}`;
        link.textContent = set.querySelector("legend").textContent;
        link.addEventListener("click", () => setTimeout(() => set.querySelector("input, select, textarea")?.focus(), 0));
        list.appendChild(document.createElement("li")).appendChild(link);
      }
      list.prepend(...elsewhere.map((line) => line.cloneNode(true))); // one submits on the last page
      const lead = document.createElement("p");
      lead.textContent = form.dataset.unanswered;
      summary.replaceChildren(lead, list);
      summary.hidden = false;
      summary.focus();
      button.textContent = form.dataset.sure;
    };

    let sure = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { name, value } = event.submitter || {};
      const open = left();
      if (!name && (open.length || elsewhere.length) && !sure) { sure = true; tell(open); return; }
      if (!(await save()) || name === "save") return;
      if (name === "go") location.assign(`${form.dataset.address}?page=${value}`);
      else form.submit();
    });
    return async () => { if (await save()) form.submit(); };
  };

  /* The time that is left, by the server's clock; the server ends the try whatever a page does. */
  const countdown = (shown, submit) => {
    const end = Date.now() + 1000 * Number(shown.dataset.timeLeft);
    const warning = document.querySelector("[data-time-warning]");
    const tick = async () => {
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      const minutes = Math.floor(left / 60);
      shown.textContent = `${shown.dataset.label} ${minutes}:${String(left % 60).padStart(2, "0")}`;
      if (left <= WARNING_S && !warning.textContent) warning.textContent = warning.dataset.timeWarning;
      if (!left) await submit();
      setTimeout(tick, left ? 1000 : AGAIN_S * 1000);
    };
    tick();
  };

  for (const form of document.querySelectorAll("form[data-attempt]")) {
    const submit = attempt(form);
    for (const shown of document.querySelectorAll("[data-time-left]")) countdown(shown, submit);
  }
})();
