// Marking in the browser, by the rules of packager/document/marking.py.
// Both are held to the same table of cases: tests/cases/marking.json.
"use strict";

globalThis.PoijuMarking = (function () {
  // Written out, because what \s matches differs between languages.
  const SPACE = /[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  const NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;
  const LONGEST_NUMBER = 40;

  function folded(text, caseSensitive) {
    const plain = text.normalize("NFC").replace(SPACE, " ").replace(/^ | $/g, "");
    return caseSensitive ? plain : plain.toLowerCase();
  }

  // A number as whole units and decimal places: 53.3 is {units: 533n, places: 1}. Floats would not
  // meet the edge of a tolerance.
  function readNumber(text) {
    const plain = text.replace(SPACE, "").replace(/,/g, ".").replace(/\u2212/g, "-");
    if (plain.length > LONGEST_NUMBER || !NUMBER.test(plain)) {
      return null;
    }
    const [whole, decimals = ""] = plain.replace(/^[+-]/, "").split(".");
    const units = BigInt(whole + decimals);
    return { units: plain.startsWith("-") ? -units : units, places: decimals.length };
  }

  function within(given, value, tolerance) {
    const places = Math.max(given.places, value.places, tolerance.places);
    const scaled = (number) => number.units * 10n ** BigInt(places - number.places);
    const distance = scaled(given) - scaled(value);
    return (distance < 0n ? -distance : distance) <= scaled(tolerance);
  }

  function matches(pattern, given, caseSensitive) {
    const [first, ...rest] = folded(pattern, caseSensitive).split("*");
    if (rest.length === 0) {
      return given === first;
    }
    const last = rest.pop();
    if (given.length < first.length + last.length || !given.startsWith(first) || !given.endsWith(last)) {
      return false;
    }
    const end = given.length - last.length;
    let place = first.length;
    for (const piece of rest) {
      const found = given.indexOf(piece, place);
      if (found < 0 || found + piece.length > end) {
        return false;
      }
      place = found + piece.length;
    }
    return true;
  }

  function reduced(numerator, denominator) {
    let [a, b] = [numerator, denominator];
    while (b) {
      [a, b] = [b, a % b];
    }
    return { numerator: numerator / a, denominator: denominator / a };
  }

  const first = (response, field) => (response[field] || [""])[0] || "";
  const share = (parts, count) => [reduced(parts.filter((part) => part.right).length, count), parts];
  const nothing = () => [reduced(0, 1), []];
  const one = (field, value, known) => [
    reduced(known && known.right ? 1 : 0, 1),
    [{ field, value, right: Boolean(known && known.right), feedback: known ? known.feedback : null }],
  ];

  function fixed(key, response) {
    const parts = key.parts
      .map(([field, wanted]) => {
        const value = first(response, field).trim();
        return { field, value, right: value === wanted, feedback: null };
      })
      .filter((part) => part.value);
    return share(parts, key.parts.length);
  }

  const MARKERS = {
    choice(key, response, field) {
      let chosen = [...new Set(response[field] || [])].filter((value) => /^(0|[1-9][0-9]*)$/.test(value));
      chosen = chosen.filter((value) => Number(value) < key.options.length);
      const parts = (key.multiple ? chosen : chosen.slice(0, 1)).map((value) => ({
        field, value, right: key.options[value].right, feedback: key.options[value].feedback,
      }));
      const right = key.options.filter((option) => option.right).length || 1;
      const wrong = key.options.length - right || 1;
      const rightly = parts.filter((part) => part.right).length;
      const worth = rightly * wrong - (parts.length - rightly) * right;
      return [reduced(Math.max(worth, 0), right * wrong), parts];
    },
    "true-false"(key, response, field) {
      const value = first(response, field);
      if (value !== "true" && value !== "false") {
        return nothing();
      }
      return one(field, value, { right: value === key.answer, feedback: key.said[value] });
    },
    short(key, response, field) {
      const given = folded(first(response, field), key.caseSensitive);
      if (!given) {
        return nothing();
      }
      return one(field, given, key.answers.find((known) => matches(known.text, given, key.caseSensitive)));
    },
    number(key, response, field) {
      const written = first(response, field).trim();
      if (!written) {
        return nothing();
      }
      const given = readNumber(written);
      const known = given && key.answers.find((answer) =>
        within(given, readNumber(answer.value), readNumber(answer.tolerance)));
      return one(field, written, known);
    },
    match: fixed,
    order: fixed,
    drag: fixed,
    gaps(key, response, field) {
      const parts = key.gaps
        .map(({ accepted, options }, index) => {
          const name = `${field}-${index + 1}`;
          if (options) {
            const value = Object.hasOwn(options, first(response, name)) ? first(response, name) : "";
            return { field: name, value, right: false, feedback: null, ...options[value] };
          }
          const value = folded(first(response, name), key.caseSensitive);
          const right = accepted.some((word) => folded(word, key.caseSensitive) === value);
          return { field: name, value, right, feedback: null };
        })
        .filter((part) => part.value);
      return share(parts, key.gaps.length);
    },
    essay(key, response, field) {
      const value = first(response, field).trim();
      return [null, value ? [{ field, value, right: false, feedback: null }] : []];
    },
  };

  // Mark a response (field name → list of values) by a question's key (packager/formats/html_site/keys.py).
  function mark(key, response) {
    const [fraction, parts] = MARKERS[key.kind](key, response, `q-${key.id}`);
    const [whenRight, whenPartly, whenWrong] = key.verdicts;
    const right = fraction !== null && fraction.numerator === fraction.denominator;
    const notRight = fraction && fraction.numerator ? whenPartly : whenWrong;
    return {
      verdict: fraction === null ? null : right ? whenRight : notRight,
      fraction,
      parts,
      right,
      answered: parts.length > 0,
      feedback: key.feedback,
    };
  }

  return { mark };
})();
