/* A survey: answers stay in the browser until they are sent, and nowhere else. */
"use strict";
(() => {
  const { shelf } = window.poiju;
  const keyOf = (name) => `poiju:survey:${name}`;

  for (const place of document.querySelectorAll("[data-survey-answered]")) shelf.write(keyOf(place.dataset.surveyAnswered), {});

  for (const form of document.querySelectorAll("form[data-survey]")) {
    const key = keyOf(form.dataset.survey);
    const fields = [...form.elements].filter((one) => /^(rate|choose|tell)-/.test(one.name));
    const sent = document.getElementById("missing"); // the page holds what was sent
    const kept = shelf.read(key);

    for (const one of sent ? [] : fields) {
      const values = kept[one.name];
      if (!values) continue;
      if (one.type === "radio" || one.type === "checkbox") one.checked = values.includes(one.value);
      else one.value = values[0] ?? "";
    }
    sent?.focus();
    form.addEventListener("input", () => {
      const now = {};
      for (const one of fields) {
        if ((one.type === "radio" || one.type === "checkbox") && !one.checked) continue;
        (now[one.name] ||= []).push(one.value);
      }
      shelf.write(key, now);
    });
  }
})();
