// A page in a frame tells the page around it how high it is, at first and whenever that changes. It is told to whatever
// page that is: a height is no secret, and who may frame this page is the policy's to say.

const tell = () => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ type: "fondsok-height", height }, "*");
};

if (parent !== window) new ResizeObserver(tell).observe(document.body);
