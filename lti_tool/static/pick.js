// Filters the list while one types, so that nothing marked is lost; without scripts the form searches.
// Times are typed in the browser's time zone and sent in Universal Time.
const form = document.querySelector("form[data-picker]");
const field = form.querySelector("input[type=search]");
const moments = [...form.querySelectorAll("input[type=datetime-local]")];

function show() {
  const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const module of document.querySelectorAll("[data-module]")) {
    const title = module.querySelector("legend").textContent;
    let shown = 0;
    for (const unit of module.querySelectorAll("[data-unit]")) {
      const text = (title + " " + unit.querySelector(".unit").textContent).toLocaleLowerCase();
      const marked = unit.querySelector("input[name=unit]").checked;
      unit.hidden = !marked && !words.every((word) => text.includes(word));
      if (!unit.hidden) {
        shown += 1;
      }
    }
    module.hidden = shown === 0;
  }
}

function local(utc) {
  const moment = new Date(`${utc}Z`);
  return new Date(moment - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

if (field) {
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "search") {
      event.preventDefault();
      show();
    }
  });
  // A moment is of use only with what is marked: others are not sent.
  form.addEventListener("formdata", (event) => {
    for (const input of moments) {
      const unit = input.closest("[data-unit]").querySelector("input[name=unit]");
      if (unit.checked && input.value) {
        event.formData.set(input.name, new Date(input.value).toISOString());
      } else {
        event.formData.delete(input.name);
      }
    }
  });
  for (const input of moments) {
    if (input.value) {
      input.value = local(input.value);
    }
  }
  const zone = document.querySelector("[data-zone]");
  if (zone) {
    zone.textContent = `${zone.dataset.zone} (${Intl.DateTimeFormat().resolvedOptions().timeZone})`;
  }
}
