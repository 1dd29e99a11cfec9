// Runs before the page is painted: forms are shown only where scripts run, text that opens where not.
document.documentElement.classList.add("poiju-js");
