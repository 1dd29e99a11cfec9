// A checklist: done when all is ticked that is not optional.
"use strict";

(function () {
  const { data, store, showDone, named } = window.PoijuSite;
  const list = document.querySelector("form[data-ticks]");
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  const { ticks = {} } = store.read(data.unit);
  boxes.forEach((box) => { box.checked = Boolean(ticks[box.value]); });

  function countTicks() {
    const done = boxes.filter((box) => box.checked).length;
    list.querySelector("[data-ticked]").textContent = named(data.phrases.ticked, { done, all: boxes.length });
  }

  list.addEventListener("change", () => {
    const ticked = Object.fromEntries(boxes.filter((box) => box.checked).map((box) => [box.value, true]));
    const { done = false } = store.read(data.unit);
    const all = boxes.every((box) => box.checked || "optional" in box.dataset);
    store.write(data.unit, { ticks: ticked, done: done || all });
    countTicks();
    showDone();
  });
  list.addEventListener("submit", (event) => event.preventDefault());
  document.querySelector("main [data-print]").addEventListener("click", () => window.print());
  countTicks();
})();
