// Gives the secret of a login to the platform's storage, and goes on to the platform. Where that fails, the same login
// is tried without. Neither leaves a step in the browser's history, which going back would take again.
import { storage } from "./platform_messages.js";

const LONGEST_ADDRESS = 3500; // servers refuse much longer lines
const form = document.querySelector("form[data-storage]");
const { key, value, next } = form.dataset;
try {
  const said = await storage(form.dataset, { subject: "lti.put_data", key, value });
  if (said.key !== key || said.value !== value) throw new Error("another answer");
  location.replace(next);
} catch {
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  if (address.length > LONGEST_ADDRESS) form.submit();
  else location.replace(address);
}
