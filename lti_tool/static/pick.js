// Filters the list while one types, so that what is marked stays marked; without scripts the form searches.
const filter = document.querySelector("form[data-filter]");
const field = filter.querySelector("input[type=search]");

function show() {
  const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  for (const module of document.querySelectorAll("[data-module]")) {
    const title = module.querySelector("legend").textContent;
    let shown = 0;
    for (const unit of module.querySelectorAll("[data-unit]")) {
      const text = (title + " " + unit.textContent).toLocaleLowerCase();
      const marked = unit.querySelector("input[name=unit]").checked;
      unit.hidden = !marked && !words.every((word) => text.includes(word));
      if (!unit.hidden) {
        shown += 1;
      }
    }
    module.hidden = shown === 0;
  }
}

field.addEventListener("input", show);
filter.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
