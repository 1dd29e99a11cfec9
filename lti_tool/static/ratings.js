/* A self-assessment: each rating is saved at once, and stays in the browser until it is. */
"use strict";
(() => {
  const { shelf, post, ended } = window.poiju;

  for (const form of document.querySelectorAll("form[data-ratings]")) {
    const key = `poiju:ratings:${form.dataset.ratings}`;
    const unsaved = shelf.read(key); // {rating, revision} by statement
    let sending = Promise.resolve();

    const send = async () => {
      const sent = Object.entries(unsaved).map(([id, one]) => [id, { ...one }]);
      if (!sent.length) return;
      const data = new FormData();
      data.set("token", form.elements.token.value);
      for (const [id, { rating, revision }] of sent) {
        data.append("item", id);
        data.set(`rate-${id}`, rating);
        data.set(`revision-${id}`, revision);
      }
      const answer = await post(form.action, data, { "X-Requested-With": "fetch" });
      ended(!answer?.ok);
      if (!answer?.ok) return;
      for (const [id, { revision }] of sent) if (unsaved[id]?.revision === revision) delete unsaved[id];
      shelf.write(key, unsaved);
    };
    const save = () => { sending = sending.then(send); return sending; };

    for (const [id, { rating }] of Object.entries(unsaved)) {
      const box = form.querySelector(`#rate-${CSS.escape(id)}-${Number(rating)}`);
      if (box) box.checked = true;
      else delete unsaved[id];
    }
    save();

    form.addEventListener("change", ({ target }) => {
      const { statement } = target.closest("[data-statement]").dataset;
      const before = Math.max(Number(form.dataset.since), unsaved[statement]?.revision || 0); // clocks may be slow
      unsaved[statement] = { rating: target.value, revision: Math.max(Date.now(), before + 1) };
      shelf.write(key, unsaved);
      save();
    });
    // What is on its way arrives first, so that none of it is taken for the beginning of a new round.
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await save();
      if (Object.keys(unsaved).length) return;
      form.submit();
    });
    addEventListener("online", save);
  }
})();
