// For a page that has Fondsök in a frame: gives the frame the height of what stands in it, so that it does not scroll by itself.
//
// Only a frame whose own address is this service's is touched, and only by what that frame says. Loading the module twice is harmless.

const SERVICE = new URL(import.meta.url).origin;

addEventListener("message", ({ origin, source, data }) => {
  if (origin !== SERVICE || data?.type !== "fondsok-height" || !(data.height > 0)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.height = Math.min(Math.ceil(data.height), 20000);
  }
});
