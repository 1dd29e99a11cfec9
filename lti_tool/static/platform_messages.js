// Messages to the page of a platform around ours (LTI Client Side postMessages 1.0). An answer counts only from
// the window that was asked, from the origin that was meant, and with the number of the question.
const ANSWER_MS = 1000; // a platform that says no word for so long offers nothing
const CAPABILITIES_MS = 500;

// The page that frames ours, or opened it.
export const platform = window.parent !== window ? window.parent : window.opener;

export function ask(target, origin, message, patience = ANSWER_MS) {
  const id = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
  return new Promise((answered, failed) => {
    const end = (how, what) => {
      clearTimeout(timer);
      window.removeEventListener("message", hear);
      how(what);
    };
    const timer = setTimeout(() => end(failed, new Error("no answer")), patience);
    const hear = (event) => {
      const said = event.data;
      if (event.source !== target || (origin !== "*" && event.origin !== origin)) return;
      if (said?.subject !== `${message.subject}.response` || said.message_id !== id) return;
      if (said.error) end(failed, new Error(String(said.error.code)));
      else end(answered, { said, origin: event.origin });
    };
    window.addEventListener("message", hear);
    target.postMessage({ ...message, message_id: id }, origin);
  });
}

// What the platform listens to, and from which origin it said so; null where it does not say. Only this question
// goes to any origin, as the standard has it: nothing is in it.
export async function capabilities() {
  if (!platform) return null;
  try {
    const { said, origin } = await ask(platform, "*", { subject: "lti.capabilities" }, CAPABILITIES_MS);
    const listed = Array.isArray(said.supported_messages) ? said.supported_messages : [];
    return { origin, frameOf: new Map(listed.map((one) => [one?.subject, one?.frame ?? ""])) };
  } catch {
    return null;
  }
}

function frameNamed(name) {
  if (!name || name === "_parent") return platform;
  return platform.frames[name] ?? platform;
}

// Asks the platform's storage. `place` names its frame, and the origin that alone may have the data.
export async function storage(place, message) {
  if (!platform) throw new Error("no platform around");
  const known = await capabilities();
  if (known && !known.frameOf.has(message.subject)) throw new Error("not offered");
  const frame = known?.frameOf.get(message.subject) || place.frame;
  return (await ask(frameNamed(frame), place.origin, message)).said;
}
