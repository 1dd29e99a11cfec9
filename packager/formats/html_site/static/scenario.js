// A scenario: one scene at a time, the way kept.
"use strict";

(function () {
  const { data, store, showDone, element } = window.PoijuSite;
  const stage = document.querySelector("[data-scenario]");
  const scenes = new Map([...stage.querySelectorAll("[data-scene]")].map((one) => [one.dataset.scene, one]));
  const first = scenes.keys().next().value;
  const way = document.querySelector("[data-way]");
  const choicesOf = (scene) => [...scene.querySelectorAll("[data-choice]")];
  let kept = store.read(data.unit).way || []; // also here: a page from a disk may be denied storage
  let printing = false;
  const leadsTo = (choice) => choice.querySelector("[data-onward]").dataset.onward;

  // A way that an earlier version of the module made ends where it no longer fits.
  function walk() {
    const taken = [];
    let at = first;
    for (const [scene, place, to] of kept) {
      const choice = scene === at ? choicesOf(scenes.get(at))[place] : undefined;
      if (!choice || leadsTo(choice) !== to) {
        break;
      }
      taken.push([scene, place, to]);
      at = to;
    }
    return { taken, at };
  }

  function tell(taken) {
    way.querySelector("ol").replaceChildren(...taken.map(([scene, place]) => {
      const step = element("li", "");
      step.append(element("span", "poiju-hint", scenes.get(scene).querySelector("h2").textContent), document.createElement("br"),
        choicesOf(scenes.get(scene))[place].querySelector("summary").textContent);
      return step;
    }));
  }

  function showScene(focus) {
    const { taken, at } = walk();
    const ended = !choicesOf(scenes.get(at)).length;
    scenes.forEach((scene, name) => scene.classList.toggle("site-offstage", name !== at));
    choicesOf(scenes.get(at)).forEach((choice) => { choice.open = false; });
    tell(taken);
    way.hidden = !ended;
    if (focus) {
      const heading = scenes.get(at).querySelector("h2");
      heading.tabIndex = -1;
      heading.focus();
    }
    return ended;
  }

  // One choice is open at a time: it shows what followed.
  stage.addEventListener("toggle", (event) => {
    if (event.target.open && !printing) {
      choicesOf(event.target.closest("[data-scene]")).forEach((choice) => {
        choice.open = choice === event.target;
      });
    }
  }, true);

  stage.addEventListener("click", (event) => {
    const link = event.target.closest("[data-onward]");
    if (!link) {
      return;
    }
    event.preventDefault();
    const scene = link.closest("[data-scene]");
    const place = choicesOf(scene).indexOf(link.closest("[data-choice]"));
    const { taken } = walk();
    kept = place < 0 ? [] : [...taken, [scene.dataset.scene, place, link.dataset.onward]];
    store.write(data.unit, { way: kept });
    if (showScene(true)) {
      store.write(data.unit, { done: true });
      showDone();
    }
  });

  document.querySelector("main [data-print]").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => {
    printing = true;
    stage.querySelectorAll("[data-choice]").forEach((choice) => { choice.open = true; });
  });
  window.addEventListener("afterprint", () => {
    stage.querySelectorAll("[data-choice]").forEach((choice) => { choice.open = false; });
    printing = false;
  });
  showScene(false);
})();
