// Takes the secret of a login out of the platform's storage, and sends it along with the launch. The answer says where
// to go; where there is none, the form shows the page that says why. No step is left in the browser's history.
import { storage } from "./platform_messages.js";

const form = document.querySelector("form[data-storage]");
const { key } = form.dataset;

async function opened() {
  const said = await storage(form.dataset, { subject: "lti.get_data", key });
  if (said.key !== key || typeof said.value !== "string") throw new Error("nothing kept");
  form.elements.kept.value = said.value;
  const answer = await fetch(form.action, {
    method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Requested-With": "fetch" },
  });
  if (!answer.ok) throw new Error("refused");
  return answer.json();
}

// What hangs on more than its address, as the picker, is opened by a form.
function send({ next, fields }) {
  const hidden = document.createElement("form");
  hidden.method = "post";
  hidden.action = next;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    input.type = "hidden";
    Object.assign(input, { name, value });
    hidden.append(input);
  }
  document.body.append(hidden);
  hidden.submit();
}

try {
  const to = await opened();
  if (to.fields) send(to);
  else location.replace(to.next);
} catch {
  form.submit();
}
