// A self-assessment: ratings and the first and the latest round stay in this browser.
"use strict";

(function () {
  const { data, store, showDone, element, named } = window.PoijuSite;
  const form = document.querySelector("form[data-ratings]");
  const profile = document.querySelector("[data-profile]");
  const after = document.querySelector("[data-after]");
  const back = form.querySelector("[data-back]");
  const missing = form.querySelector("[data-missing]");
  const language = document.documentElement.lang;
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long" });
  const sets = [...form.querySelectorAll("[data-statement]")];
  let kept = { ratings: {}, ...store.read(data.unit) }; // also here: a page from a disk may be denied storage

  const ratingOf = (set) => Number(set.querySelector("input:checked")?.value || 0);
  const keep = (changes) => { kept = { ...kept, ...changes }; store.write(data.unit, changes); };
  const statementsOf = (area) =>
    [...form.querySelectorAll(`[data-statements-of="${area}"] [data-statement]`)].map((set) => set.dataset.statement);

  // --- Means, in whole numbers so that halves go up as they do in the tool -----------------------------
  function meanOf(area, round) {
    const given = statementsOf(area).map((id) => round?.ratings[id]);
    if (!given.length || given.some((rating) => !rating)) {
      return null;
    }
    const sum = given.reduce((all, rating) => all + rating, 0);
    return { sum, count: given.length, tenths: Math.floor((20 * sum + given.length) / (2 * given.length)) };
  }

  const shown = (mean) => (mean ? figure.format(mean.tenths / 10) : "–");

  function stepsAround(mean) {
    const low = Math.floor(mean.sum / mean.count);
    return mean.sum === low * mean.count ? data.scale[low - 1] : `${data.scale[low - 1]} – ${data.scale[low]}`;
  }

  function difference(first, last) {
    if (!first || !last) {
      return "–";
    }
    const change = last.tenths - first.tenths;
    return `${change > 0 ? "+" : change < 0 ? "−" : "±"}${figure.format(Math.abs(change) / 10)}`;
  }

  // --- The profile -------------------------------------------------------------------------------------
  function fillValue(place, mean) {
    place.querySelector("[data-mean]").textContent = named(profile.dataset.of, { mean: shown(mean) });
    place.querySelector("[data-steps]").textContent = mean ? stepsAround(mean) : "";
    place.querySelector("meter").value = mean ? mean.tenths / 10 : 0;
  }

  function fillArea(place, compared) {
    const [first, last] = [kept.first, kept.last].map((round) => meanOf(place.dataset.area, round));
    fillValue(place.querySelector("[data-last]"), last);
    fillValue(place.querySelector("[data-first]"), first);
    place.querySelector("[data-first]").hidden = !compared;
    place.querySelector("[data-last] [data-round]").hidden = !compared;
    const row = profile.querySelector(`[data-row="${place.dataset.area}"]`);
    row.querySelector("[data-first]").textContent = shown(first);
    row.querySelector("[data-last]").textContent = shown(last);
    row.querySelector("[data-difference]").textContent = difference(first, last);
    let found = !last;
    for (const advice of place.querySelectorAll("[data-up-to]")) {
      const most = advice.dataset.upTo === "" ? Infinity : Math.round(advice.dataset.upTo * 100) * last?.count;
      advice.hidden = found || last.sum * 100 > most;
      found = found || !advice.hidden;
    }
  }

  function showProfile(focus) {
    const compared = kept.first.at !== kept.last.at;
    profile.querySelectorAll("[data-area]").forEach((place) => fillArea(place, compared));
    profile.querySelector("[data-last-day]").textContent = date.format(new Date(kept.last.at));
    profile.querySelector("[data-first-day]").textContent = date.format(new Date(kept.first.at));
    profile.querySelector("[data-compared]").hidden = !compared;
    turn(true);
    if (focus) {
      profile.focus();
    }
  }

  function turn(toProfile) {
    profile.hidden = after.hidden = !toProfile;
    form.hidden = toProfile;
    back.hidden = toProfile || !kept.last;
    missing.hidden = true;
  }

  // --- Rating ------------------------------------------------------------------------------------------
  function tellMissing(open) {
    missing.querySelector("ul").replaceChildren(...open.map((set) => {
      const line = element("li", "");
      const link = element("a", "", set.querySelector("legend").textContent);
      link.href = `#${set.id}`;
      link.addEventListener("click", (event) => { event.preventDefault(); set.querySelector("input").focus(); });
      line.append(link);
      return line;
    }));
    missing.hidden = false;
    missing.focus();
  }

  sets.forEach((set) => {
    const rating = kept.ratings[set.dataset.statement];
    set.querySelectorAll("input").forEach((input) => { input.checked = Number(input.value) === rating; });
  });
  form.addEventListener("change", (event) => {
    const set = event.target.closest("[data-statement]");
    keep({ ratings: { ...kept.ratings, [set.dataset.statement]: ratingOf(set) } });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const open = sets.filter((set) => !ratingOf(set));
    if (open.length) {
      tellMissing(open);
      return;
    }
    const ratings = Object.fromEntries(sets.map((set) => [set.dataset.statement, ratingOf(set)]));
    const round = { ratings, at: Date.now() };
    keep({ ratings: {}, first: kept.first || round, last: round, done: true });
    showDone();
    showProfile(true);
  });
  after.querySelector("[data-again]").addEventListener("click", () => {
    form.reset();
    sets.forEach((set) => set.querySelectorAll("input").forEach((input) => { input.checked = false; }));
    keep({ ratings: {} });
    turn(false);
    form.querySelector("input").focus();
  });
  after.querySelector("[data-print]").addEventListener("click", () => window.print());
  back.addEventListener("click", () => showProfile(true));
  if (kept.last && !Object.keys(kept.ratings).length) {
    showProfile(false);
  } else {
    turn(false);
  }
})();
