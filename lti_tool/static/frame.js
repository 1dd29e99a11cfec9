// Tells a platform that listens how high its frame should be, whenever the page changes (Canvas does; Moodle not).
// It goes to the platform's own origin alone, and only one that this launch has named.
import { capabilities, platform } from "./platform_messages.js";

const HIGHEST = 20000; // pixels; a page that grew with its frame must not grow for ever
const origins = (document.body.dataset.platforms ?? "").split(" ");

function follow(origin) {
  let told = 0;
  const tell = () => {
    const height = Math.min(Math.ceil(document.documentElement.getBoundingClientRect().height), HIGHEST);
    if (height === told) return;
    told = height;
    platform.postMessage({ subject: "lti.frameResize", height }, origin);
  };
  new ResizeObserver(tell).observe(document.documentElement);
}

if (window.parent !== window) {
  const known = await capabilities();
  if (known?.frameOf.has("lti.frameResize") && origins.includes(known.origin)) follow(known.origin);
}
