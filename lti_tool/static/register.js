// Tells the platform that the registration is done, so that it closes this frame (Dynamic Registration, 3.7).
// Nothing is in the message, and whose page frames us is not known for sure: so it goes to any.
const close = document.querySelector("button[data-close]");
const platform = window.opener || (window.parent !== window && window.parent);
if (platform) {
  close.hidden = false;
  close.addEventListener("click", () => platform.postMessage({ subject: "org.imsglobal.lti.close" }, "*"));
}
