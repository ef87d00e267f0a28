// Sixty texts that would run a script, or break out of where they stand, on a page that took text for markup. One for
// each known way, written for these tests. Each that runs sets `__pwned` or opens a dialog.

const RUN = "window.__pwned=1";

/** Kinds of payloads and their texts. */
export const KINDS = {
  "script elements": [
    `<script>${RUN}</script>`,
    `<SCRIPT >alert(1)</SCRIPT >`,
    `<script/x>alert(1)</script>`,
    `<script src=data:,alert(1)></script>`,
    `<script type=module>alert(1)</script>`,
    `<scr<script>ipt>alert(1)</scr</script>ipt>`,
    `<svg><script>alert(1)</script></svg>`,
    `<svg><script href="data:,alert(1)" /></svg>`,
  ],
  "events that need nobody": [
    `<img src=x onerror=${RUN}>`,
    `<img src=x onerror="alert(1)">`,
    `<IMG SRC=x OnErRoR=alert(1)>`,
    `<img/src=x/onerror=alert(1)>`,
    `<img src=x onerror=alert\`1\`>`,
    `<img src=x onerror=&#97;lert(1)>`,
    `<svg onload=${RUN}>`,
    `<svg/onload=alert(1)//`,
    `<body onload=alert(1)>`,
    `<body onpageshow=alert(1)>`,
    `<input autofocus onfocus=alert(1)>`,
    `<select autofocus onfocus=alert(1)></select>`,
    `<details open ontoggle=${RUN}>läs</details>`,
    `<video><source onerror=alert(1)></video>`,
    `<audio src=x onerror=alert(1)></audio>`,
    `<iframe onload=alert(1)></iframe>`,
    `<style onload=alert(1)></style>`,
    `<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>`,
    `<marquee onstart=alert(1)>x</marquee>`,
    `<link rel=stylesheet href=data:text/css, onload=alert(1)>`,
  ],
  "addresses that run": [
    `<a href=javascript:alert(1)>läs</a>`,
    `<a href="java&#x09;script:alert(1)">läs</a>`,
    `<iframe src=javascript:parent.__pwned=1></iframe>`,
    `<iframe srcdoc="<script>parent.__pwned=1</script>"></iframe>`,
    `<object data=javascript:alert(1)></object>`,
    `<embed src=javascript:alert(1)>`,
    `<form action=javascript:alert(1)><button autofocus>läs</button></form>`,
    `<meta http-equiv=refresh content="0;url=javascript:alert(1)">`,
    `<base href=javascript:alert(1)//>`,
    `javascript:alert(1)`,
  ],
  "out of an attribute": [
    `"><script>${RUN}</script>`,
    `'><script>alert(1)</script>`,
    `" onmouseover="alert(1)" x="`,
    `' autofocus onfocus='alert(1)`,
    `" style="position:fixed;inset:0" onclick="alert(1)`,
    `\`><img src=x onerror=alert(1)>`,
    `x" autofocus onfocus=alert(1) "`,
  ],
  "out of an element": [
    `</title><script>alert(1)</script>`,
    `</textarea><img src=x onerror=alert(1)>`,
    `</script><script>${RUN}</script>`,
    `</style><script>alert(1)</script>`,
    `--><img src=x onerror=alert(1)><!--`,
    `]]><img src=x onerror=alert(1)>`,
    `</mark><img src=x onerror=alert(1)><mark>`,
  ],
  "parsers at odds": [
    `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
    `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
    `<svg></p><style><a id="</style><img src=x onerror=alert(1)>">`,
    `<template><img src=x onerror=alert(1)></template>`,
    `&lt;img src=x onerror=alert(1)&gt;`,
    `&amp;lt;mark&amp;gt;&lt;/mark&gt;<img src=x onerror=alert(1)>`,
  ],
  "templates and programs": [
    `{{constructor.constructor('alert(1)')()}}`,
    `\${alert(1)}';alert(1);//`,
  ],
};

/** All of them. */
export const PAYLOADS = Object.values(KINDS).flat();

/** A word that every record has, in front of its payload. */
export const WORD = "provning";

/** A project for each payload, which stands in its name, its description, its owner and a facet's value. */
export function records() {
  return PAYLOADS.map((payload, at) => ({
    id: `provning-${at}`,
    name: `Provning ${at} ${payload} slut`,
    description: `Här provas en provning av ${payload} och inget mer.`,
    language: "sv",
    owner: { name: `Ägare ${at} ${payload} AB` },
    programme_area: `Område ${at} ${payload}`,
    partners: [`Medverkande ${payload}`],
    start: "2024-01-01",
    granted: { amount_ore: 100_000_00 + at, currency: "SEK", approximate: false },
  }));
}
