/* Units of the learner's own: texts are saved while one writes, and stay in the browser until they are. */
"use strict";
(() => {
  const { shelf, post, ended, shown } = window.poiju;
  const QUIET_MS = 800; // of no typing before texts are sent
  const MOST_SEEN = 50;

  /* Texts. Each is sent with the revisions that this page has shown or sent before: what another device
     wrote meanwhile is set aside by the server, and shown. */
  const texts = (form) => {
    const key = `poiju:texts:${form.dataset.ownTexts}`;
    const status = form.querySelector("[data-status]");
    const areas = new Map([...form.querySelectorAll("textarea[data-item]")].map((area) => [area.dataset.item, area]));
    const seen = (id) => form.elements[`seen-${id}`];
    const unsaved = shelf.read(key);
    let timer = 0;
    let sending = Promise.resolve(true);

    const keepUnsaved = () => {
      for (const id of Object.keys(unsaved)) unsaved[id].seen = seen(id).value;
      shelf.write(key, unsaved);
    };

    const note = (id) => {
      const now = Math.max(Date.now(), (unsaved[id]?.revision || 0) + 1);
      unsaved[id] = { text: areas.get(id).value, revision: now };
      keepUnsaved();
    };

    const send = async () => {
      const sent = Object.entries(unsaved).map(([id, { text, revision }]) => ({ id, text, revision }));
      if (!sent.length) return true;
      const data = new FormData();
      data.set("token", form.elements.token.value);
      for (const { id, text, revision } of sent) {
        data.append("item", id);
        data.set(`text-${id}`, text);
        data.set(`revision-${id}`, revision);
        data.set(`seen-${id}`, seen(id).value);
        seen(id).value = [...seen(id).value.split(" ").filter(Boolean), revision].slice(-MOST_SEEN).join(" ");
      }
      keepUnsaved();
      status.textContent = form.dataset.saving;
      const answer = await post(form.action, data, { "X-Requested-With": "fetch" });
      ended(!answer?.ok);
      status.textContent = answer?.ok ? form.dataset.saved : "";
      if (!answer?.ok) return false;
      const { kept, versions, progress } = await answer.json();
      for (const { id, revision } of sent) {
        seen(id).value = kept[id];
        if (unsaved[id]?.revision === revision) delete unsaved[id];
        const place = form.querySelector(`[data-versions="${id}"]`);
        place.replaceChildren(...new DOMParser().parseFromString(versions[id], "text/html").body.childNodes);
      }
      keepUnsaved();
      shown(progress);
      return true;
    };
    const save = () => { clearTimeout(timer); sending = sending.then(send); return sending; };

    for (const [id, one] of Object.entries(unsaved)) {
      const area = areas.get(id);
      if (!area) { delete unsaved[id]; continue; }
      if (area.value === one.text) { delete unsaved[id]; continue; }
      area.value = one.text;
      seen(id).value = one.seen;
    }
    keepUnsaved();
    if (Object.keys(unsaved).length) save();

    form.addEventListener("input", (event) => {
      note(event.target.dataset.item);
      status.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(save, QUIET_MS);
    });
    form.addEventListener("submit", (event) => {
      if (event.submitter?.name !== "save") return;
      event.preventDefault();
      for (const [id, area] of areas) if (area.value !== area.defaultValue && !unsaved[id]) note(id);
      save();
    });
    addEventListener("online", save);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  };

  /* Ticks. Of two devices the later tick stays; what could not be sent is kept and sent later. */
  const ticks = (form) => {
    const key = `poiju:ticks:${form.dataset.ticks}`;
    const boxes = new Map([...form.querySelectorAll("input[name=tick]")].map((box) => [box.value, box]));
    const unsaved = shelf.read(key); // {ticked, revision} by item
    let sending = Promise.resolve();

    const send = async () => {
      const sent = Object.entries(unsaved).map(([id, one]) => [id, { ...one }]);
      if (!sent.length) return;
      const data = new FormData();
      data.set("token", form.elements.token.value);
      for (const [id, { ticked, revision }] of sent) {
        data.append("item", id);
        data.set(`revision-${id}`, revision);
        if (ticked) data.append("tick", id);
      }
      const answer = await post(form.action, data, { "X-Requested-With": "fetch" });
      ended(!answer?.ok);
      if (!answer?.ok) return;
      for (const [id, { revision }] of sent) if (unsaved[id]?.revision === revision) delete unsaved[id];
      shelf.write(key, unsaved);
      const { ticked, count, progress } = await answer.json();
      form.querySelector("[data-count]").textContent = count;
      for (const [id, box] of boxes) if (!unsaved[id]) box.checked = ticked.includes(id);
      shown(progress);
    };
    const save = () => { sending = sending.then(send); };

    for (const [id, { ticked }] of Object.entries(unsaved)) {
      if (boxes.has(id)) boxes.get(id).checked = ticked;
      else delete unsaved[id];
    }
    save();

    form.querySelector("[data-unscripted]").hidden = true;
    form.addEventListener("change", ({ target }) => {
      if (!boxes.has(target.value)) return;
      unsaved[target.value] = { ticked: target.checked, revision: Math.max(Date.now(), (unsaved[target.value]?.revision || 0) + 1) };
      shelf.write(key, unsaved);
      save();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("online", save);
  };

  for (const form of document.querySelectorAll("form[data-own-texts]")) texts(form);
  for (const form of document.querySelectorAll("form[data-ticks]")) ticks(form);
})();
