// Own texts: one of the unit, or one for each of its prompts. They stay in this browser.
"use strict";

(function () {
  const { data, store } = window.PoijuSite;
  const ownTexts = [...document.querySelectorAll("textarea[data-own-text]")];
  ownTexts.forEach((area) => {
    const name = area.dataset.ownText;
    const { text, texts = {} } = store.read(data.unit);
    area.value = (name ? texts[name] : text) || "";
    area.addEventListener("input", () => store.write(data.unit, name
      ? { texts: { ...store.read(data.unit).texts, [name]: area.value } }
      : { text: area.value }));
  });

  function copyTexts() {
    const whole = document.createElement("textarea");
    whole.value = ownTexts.map((area) => {
      const title = document.querySelector(`[data-prompt="${area.dataset.ownText}"]`);
      return title ? `${title.textContent}\n\n${area.value}` : area.value;
    }).join("\n\n");
    ownTexts[0].before(whole);
    whole.select();
    // The clipboard interface is closed to pages from a disk in some browsers; this one is not.
    const copied = document.execCommand("copy");
    whole.remove();
    return copied;
  }

  const copy = document.querySelector("[data-copy]");
  copy.addEventListener("click", () => {
    const { copied, notCopied } = data.phrases;
    document.querySelector("[data-copied]").textContent = copyTexts() ? copied : notCopied;
    copy.focus();
  });
  document.querySelector("[data-print]").addEventListener("click", () => window.print());
})();
