/* What a script adds to a learner's pages, which all work without it: texts stay in the browser when a visit
   has ended, self-checks answer in place, the place is remembered. */
"use strict";
(() => {
  const PLAYING_S = 15; // of a film or sound before its moment is kept again
  const READING_MS = 2500; // on one heading before it counts as the place

  // A browser may refuse storage in a frame; then nothing is kept there and all else works.
  const shelf = {
    read(key) { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } },
    write(key, value) {
      try {
        if (Object.keys(value).length) localStorage.setItem(key, JSON.stringify(value));
        else localStorage.removeItem(key);
      } catch { /* see above */ }
    },
  };

  // Only what is small may outlive its page (Fetch standard, 64 KiB of bodies at a time); more would be refused.
  const MOST_BYTES_LEFT_BEHIND = 50000;
  const post = async (address, data, headers = {}) => {
    let size = 0;
    for (const [name, value] of data) size += name.length + 3 * value.length + 150;
    const keepalive = size < MOST_BYTES_LEFT_BEHIND;
    try { return await fetch(address, { method: "POST", body: data, headers, credentials: "same-origin", keepalive }); }
    catch { return null; }
  };

  const valuesOf = (set) => {
    const fields = {};
    for (const one of set.elements) {
      if (!one.name || ((one.type === "radio" || one.type === "checkbox") && !one.checked)) continue;
      (fields[one.name] ||= []).push(one.value);
    }
    return fields;
  };

  const fill = (set, fields) => {
    for (const one of set.elements) {
      const values = fields[one.name] || [];
      if (one.type === "radio" || one.type === "checkbox") one.checked = values.includes(one.value);
      else if (one.name) one.value = values[0] ?? "";
    }
  };

  const ended = (is) => { for (const one of document.querySelectorAll("[data-session-ended]")) one.hidden = !is; };

  /* Self-checks, answered in place. */
  const lesson = document.querySelector("article[data-keep]");
  const shelfOfChecks = lesson && `poiju:checks:${lesson.dataset.keep}`;
  const check = (form) => {
    const set = form.querySelector("fieldset[data-question]");
    const id = set.dataset.question;
    const kept = shelf.read(shelfOfChecks)[id];
    if (kept) fill(set, kept);
    form.addEventListener("input", () => shelf.write(shelfOfChecks, { ...shelf.read(shelfOfChecks), [id]: valuesOf(set) }));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await post(form.action, new FormData(form), { "X-Requested-With": "fetch" });
      ended(!answer?.ok);
      if (!answer?.ok) return;
      const rest = shelf.read(shelfOfChecks);
      delete rest[id];
      shelf.write(shelfOfChecks, rest);
      const { html, progress } = await answer.json();
      const page = new DOMParser().parseFromString(html, "text/html");
      const fresh = document.importNode(page.querySelector("form"), true);
      form.replaceWith(fresh);
      check(fresh);
      shown(progress);
      const said = fresh.querySelector("[role=alert], .poiju-verdict:not(:empty)");
      if (said) { said.tabIndex = -1; said.focus(); }
    });
  };
  const shown = (progress) => {
    const place = document.querySelector("[data-progress]");
    if (!place || !progress) return;
    place.replaceChildren(...new DOMParser().parseFromString(progress, "text/html").body.childNodes);
    for (const line of place.querySelectorAll("[data-score]")) waiting(line, 1);
  };

  /* The place of reading. */
  const reading = (text) => {
    let place = "";
    let timer = 0;
    let atEnd = false;
    const send = async (where) => {
      if (where === place) return;
      place = where;
      const data = new FormData();
      data.set("token", text.dataset.token);
      data.set("place", where);
      const answer = await post(text.dataset.reading, data);
      if (answer?.ok && answer.status === 200) shown((await answer.json()).progress);
    };
    const bottom = new IntersectionObserver((entries) => {
      atEnd = entries.at(-1).isIntersecting;
      clearTimeout(timer);
      if (atEnd) send("end");
    });
    const seen = new IntersectionObserver((entries) => {
      const heading = entries.filter((entry) => entry.isIntersecting).at(-1);
      if (!heading || atEnd) return;
      clearTimeout(timer);
      timer = setTimeout(() => { if (!atEnd) send(heading.target.id); }, READING_MS);
    }, { rootMargin: "0px 0px -40% 0px" });
    const end = document.querySelector("[data-end]");
    if (end) bottom.observe(end);
    for (const heading of text.querySelectorAll("h2[id], h3[id]")) seen.observe(heading);
    const resume = document.querySelector("[data-resume]");
    const target = resume && !location.hash && document.getElementById(resume.dataset.resume);
    if (target) {
      target.tabIndex = -1;
      target.scrollIntoView();
      target.focus({ preventScroll: true });
    }
  };

  /* A film or sound: goes on where the person left off, and is done when played to its end. */
  const playing = (player, text) => {
    let kept = Number(text.dataset.begun) || 0;
    const send = async (where) => {
      const data = new FormData();
      data.set("token", text.dataset.token);
      data.set("place", where);
      const answer = await post(text.dataset.playing, data);
      if (answer?.ok && answer.status === 200) shown((await answer.json()).progress);
    };
    const keep = (least) => {
      const at = Math.floor(player.currentTime);
      if (player.ended || Math.abs(at - kept) < least) return;
      kept = at;
      send(`t-${at}`);
    };
    const resume = () => { if (kept && kept < player.duration - 1) player.currentTime = kept; };
    if (player.readyState) resume();
    else player.addEventListener("loadedmetadata", resume, { once: true });
    player.addEventListener("timeupdate", () => keep(PLAYING_S));
    player.addEventListener("pause", () => keep(1));
    player.addEventListener("ended", () => { kept = 0; send("end"); });
  };

  /* Pages of other hosts: shown here on a click, where the site allows the host. */
  const embed = (box, text) => {
    let address;
    try { address = new URL(box.dataset.embed); } catch { return; }
    if (address.protocol !== "https:" || !text.dataset.frameHosts.split(" ").includes(address.host)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text.dataset.show;
    button.addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.src = address.href;
      frame.title = box.querySelector("a").textContent;
      frame.allowFullscreen = true;
      frame.referrerPolicy = "no-referrer";
      button.replaceWith(frame);
      frame.focus();
    });
    box.append(button);
  };

  /* A grade on its way: looked for again, ever more seldom, until it has arrived. */
  const waiting = (line, seconds) => {
    if (seconds > 60) return;
    setTimeout(async () => {
      if (!line.isConnected) return;
      let answer = null;
      try { answer = await fetch(line.dataset.score, { credentials: "same-origin" }); } catch { /* no connection */ }
      if (!answer?.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".score");
      if (!fresh) return;
      if (fresh.dataset.score) { waiting(line, seconds * 2); return; }
      line.className = fresh.className;
      line.replaceChildren(...fresh.childNodes); // in place: a screen reader says what changes in a status
    }, seconds * 1000);
  };

  window.poiju = { shelf, post, ended, shown, valuesOf, fill }; // for attempt.js and own.js

  for (const line of document.querySelectorAll("[data-score]")) waiting(line, 1);
  if (lesson) for (const form of document.querySelectorAll("form[data-check]")) check(form);
  for (const text of document.querySelectorAll("[data-frame-hosts]")) {
    for (const box of text.querySelectorAll("[data-embed]")) embed(box, text);
  }
  for (const text of document.querySelectorAll("[data-reading]")) reading(text);
  for (const text of document.querySelectorAll("[data-playing]")) {
    for (const player of text.querySelectorAll("[data-media]")) playing(player, text);
  }
})();
