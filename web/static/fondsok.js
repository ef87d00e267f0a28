// The search page without full reloads, and suggestions while one types. Every page works without this file, and
// whatever fails here ends in a plain load of the same address.
//
// Pages are fetched as documents by XMLHttpRequest: the browser parses them itself, so that no text ever passes
// a sink that Trusted Types guard, and the policy can allow none.

const form = document.getElementById("sok");
const box = document.getElementById("q");
const said = document.getElementById("said");
// A page in another site's frame has no menu.
const SWAPPED = ["menu", "hero", "kept", "innehall", "outside"].filter((id) => document.getElementById(id));
const TICKS = 250; // milliseconds in which several boxes are ticked as one
const KEYS = 120; // milliseconds between keys that are one word
const PATIENCE = 15000;

const byId = (id) => document.getElementById(id);
const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const later = (wait, act) => {
  let timer;
  const start = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait, ...values);
  };
  return Object.assign(start, { stop: () => clearTimeout(timer) });
};
const filled = (text, n) => text.replace("{n}", n.toLocaleString("sv-SE"));

// ---- The same address, without leaving the page ----

let request;

function fetchPage(url) {
  request?.abort();
  const asked = (request = new XMLHttpRequest());
  return new Promise((resolve, reject) => {
    asked.open("GET", url);
    asked.responseType = "document";
    asked.timeout = PATIENCE;
    asked.onload = () => (asked.status === 200 && asked.response ? resolve(asked.response) : reject(asked.status));
    asked.onerror = asked.ontimeout = reject;
    // An aborted request is answered by the one that came after it, and never settles.
    asked.send();
  });
}

async function go(url, { push = true, focus, y } = {}) {
  // What was ticked a moment ago is in this address, or given up for it.
  ticked.stop();
  byId("innehall").setAttribute("aria-busy", "true");
  let fresh;
  try {
    fresh = await fetchPage(url);
    if (SWAPPED.some((id) => !fresh.getElementById(id))) throw url;
  } catch {
    location.assign(url);
    return;
  }
  if (push) {
    history.replaceState({ y: scrollY }, "");
    history.pushState(null, "", url);
  }
  show(fresh, focus);
  if (y !== undefined) scrollTo(0, y);
}

function show(fresh, focus) {
  const held = handle(document.activeElement);
  const opened = [...document.querySelectorAll("#innehall details[id][open]")].map((details) => details.id);
  const sought = [...document.querySelectorAll(".find input")].map((input) => [input.id, input.value]);
  document.title = fresh.title;
  for (const id of SWAPPED) byId(id).replaceWith(document.adoptNode(fresh.getElementById(id)));
  const typed = fresh.getElementById("q").value;
  if (document.activeElement !== box) box.value = typed;
  opened.forEach((id) => byId(id)?.setAttribute("open", ""));
  enhance();
  for (const [id, text] of sought) if (text && byId(id)) lookInside(byId(id), text);
  const count = byId("count");
  if (focus === "count") count?.focus();
  else if (document.activeElement === document.body && held) (held() ?? count)?.focus({ preventScroll: true });
  said.textContent = count?.textContent ?? document.title;
}

// How to find again what had the focus: by id, by what a field sends, by what a link says and where.
function handle(element) {
  if (!element || element === document.body) return null;
  const { id, name, value } = element;
  if (id) return () => byId(id);
  if (name) return () => [...document.getElementsByName(name)].find((field) => field.value === value);
  const place = element.closest("[id]")?.id;
  const says = element.textContent;
  return () => [...(byId(place)?.querySelectorAll("a, summary, button") ?? [])].find((link) => link.textContent === says);
}

function asked(without = []) {
  const pairs = [...new FormData(form)].filter(([name, value]) => value !== "" && !without.includes(name));
  return new URLSearchParams(pairs);
}

const isSearchPage = () => location.pathname === new URL(form.action).pathname;

function searchFor(options) {
  const query = asked().toString();
  go(form.action + (query && `?${query}`), options);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#innehall a[href], #menu a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.getAttribute("href"), document.baseURI);
  const elsewhere = url.origin !== location.origin || url.pathname !== location.pathname || link.hasAttribute("hreflang");
  if (elsewhere || !["search", "overview"].includes(byId("innehall").dataset.page)) return;
  if (url.hash && url.search === location.search) return;
  event.preventDefault();
  url.hash = "";
  go(url.href, { focus: link.closest(".pages") ? "count" : undefined });
});

form.addEventListener("submit", (event) => {
  close();
  if (!isSearchPage()) return;
  event.preventDefault();
  const filters = byId("filters");
  const fromFilters = filters?.open && event.submitter?.closest("#filters");
  if (fromFilters) filters.open = false;
  searchFor({ focus: fromFilters ? "count" : undefined });
});

const ticked = later(TICKS, () => searchFor());
document.addEventListener("change", (event) => {
  if (event.target !== box && event.target.form === form && isSearchPage()) ticked();
});

addEventListener("popstate", (event) => go(location.href, { push: false, y: event.state?.y ?? 0 }));

// ---- Looking inside a facet ----

const fold = (text) => text.toLocaleLowerCase("sv");
let looking;

function enhance() {
  for (const facet of document.querySelectorAll("[data-find]")) {
    const id = `find-${facet.id}`;
    const input = make("input", { id, type: "search", className: "field", autocomplete: "off" });
    input.addEventListener("input", () => lookInside(input, input.value));
    input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    facet.querySelector("legend").after(make("div", { className: "find" }, make("label", { htmlFor: id, className: "above", textContent: facet.dataset.find }), input));
  }
  for (const place of document.querySelectorAll("[data-copy]:empty")) {
    if (!navigator.clipboard) continue;
    const button = make("button", { type: "button", className: "quiet", textContent: place.dataset.label });
    button.addEventListener("click", () => copy(place, button));
    place.append(button);
  }
}

async function copy({ dataset }, button) {
  try {
    await navigator.clipboard.writeText(byId(dataset.copy).textContent);
    said.textContent = button.textContent = dataset.done;
  } catch {
    getSelection().selectAllChildren(byId(dataset.copy));
  }
}

function lookInside(input, text) {
  const facet = input.closest("fieldset");
  input.value = text;
  facet.querySelectorAll("[data-found]").forEach((row) => row.remove());
  const wanted = fold(text.trim());
  const has = (row) => !wanted || fold(row.querySelector(".label").textContent).includes(wanted);
  for (const row of facet.querySelectorAll(".values li")) {
    const below = [...row.querySelectorAll("li")].some(has);
    row.hidden = !has(row) && !below && !row.querySelector(":scope > label :checked");
    const branch = row.querySelector(":scope > details");
    if (branch && wanted) branch.open = below;
  }
  if (wanted && facet.dataset.more) askFacet(facet, text.trim());
}

const askFacet = later(KEYS, async (facet, text) => {
  looking?.abort();
  looking = new AbortController();
  const query = asked(["lang", "facets", "facet_limit", "sort", "limit", "nearby"]);
  query.append("contains", text);
  try {
    const url = new URL(`facets/${facet.dataset.more}`, new URL(form.dataset.suggest, location.href));
    const answer = await fetch(`${url}?${query}`, { signal: looking.signal });
    if (!answer.ok || !facet.isConnected) return;
    const known = new Set([...facet.querySelectorAll("input[type=checkbox]")].map((tick) => tick.value));
    const list = facet.querySelector(".values");
    for (const value of (await answer.json()).values) if (!known.has(value.value)) list.append(row(facet.dataset.more, value));
  } catch {
    // The values that are shown have been looked through; the others are one link away.
  }
});

function row(name, { value, label, count }) {
  const tick = make("input", { type: "checkbox", name, value });
  tick.setAttribute("form", form.id);
  const line = make("label", { className: "value" }, tick, make("span", { className: "label", textContent: label }), make("span", { className: "n", textContent: filled("{n}", count) }));
  const item = make("li", {}, line);
  item.dataset.found = "";
  return item;
}

// ---- Suggestions: a combobox with a list, as the ARIA practices have it ----

const list = make("div", { id: "suggestions", className: "suggestions", hidden: true });
const KINDS = { word: "words", project: "projects", owner: "owners", place: "places" };
let suggesting;
let options = [];
let active = -1;

for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
  box.setAttribute(name, value);
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", form.dataset.suggestions);
box.parentElement.append(list);

// What is asked for and has not come does not change the list under the reader's hands.
function settle() {
  suggest.stop();
  suggesting?.abort();
}

function close() {
  settle();
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
  active = -1;
}

const suggest = later(KEYS, async () => {
  suggesting?.abort();
  suggesting = new AbortController();
  const typed = box.value;
  if (typed.trim().length < 2) return close();
  const fixed = [...asked()].filter(([name]) => name === "view" || name === "scope");
  try {
    const query = new URLSearchParams([["q", typed], ["limit", "10"], ...fixed]);
    const answer = await fetch(`${form.dataset.suggest}?${query}`, { signal: suggesting.signal });
    if (answer.ok && document.activeElement === box) offer((await answer.json()).suggestions, typed);
  } catch {
    // Without suggestions there is still the box.
  }
});

function offer(suggestions, typed) {
  close();
  options = [];
  list.replaceChildren();
  for (const [kind, label] of Object.entries(KINDS)) {
    const found = suggestions.filter((suggestion) => suggestion.kind === kind);
    if (!found.length) continue;
    const heading = make("p", { id: `sh-${kind}`, textContent: form.dataset[label] });
    const group = make("div", {}, heading);
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", heading.id);
    for (const suggestion of found) group.append(option(suggestion, typed));
    list.append(group);
  }
  if (!options.length) return;
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  said.textContent = filled(form.dataset.said, options.length);
}

function option(suggestion, typed) {
  const { text, kind, projects } = suggestion;
  const begun = fold(text).startsWith(fold(typed)) ? typed.length : text.length;
  const name = make("span", {}, text.slice(0, begun), make("b", { textContent: text.slice(begun) }));
  const element = make("div", { id: `s-${options.length}` }, name);
  if (kind !== "project") element.append(" ", make("span", { className: "n", textContent: filled(form.dataset.count, projects) }));
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  element.addEventListener("pointerdown", (event) => event.preventDefault()); // The box keeps the focus.
  element.addEventListener("click", () => choose(suggestion, typed));
  options.push({ element, suggestion, typed });
  return element;
}

function mark(next) {
  settle();
  options[active]?.element.setAttribute("aria-selected", "false");
  active = next;
  const chosen = options[active];
  chosen?.element.setAttribute("aria-selected", "true");
  chosen?.element.scrollIntoView({ block: "nearest" });
  if (chosen) box.setAttribute("aria-activedescendant", chosen.element.id);
  else box.removeAttribute("aria-activedescendant");
}

function choose({ kind, text, value, facet }, typed) {
  close();
  const to = (path) => {
    const url = new URL(path, form.action);
    const kept = asked();
    for (const name of ["lang", "view", "scope", "layout", "limit"]) for (const value of kept.getAll(name)) url.searchParams.append(name, value);
    return url;
  };
  if (kind === "word") {
    box.value = text;
    form.requestSubmit();
  } else if (kind === "place") {
    // The words before the place stay asked for.
    const before = fold(text).startsWith(fold(typed.trim())) ? "" : typed.trim().replace(/\S+$/, "").trim();
    const url = to("");
    if (before) url.searchParams.set("q", before);
    url.searchParams.append(facet, value);
    box.value = before;
    if (isSearchPage()) go(url.href);
    else location.assign(url);
  } else {
    const page = to(`${kind === "owner" ? "owners" : "projects"}/${encodeURIComponent(value)}`);
    // Only the search may stand in another site's frame.
    if ("embedded" in form.dataset) open(page, "_blank", "noopener");
    else location.assign(page);
  }
}

box.addEventListener("input", suggest);
box.addEventListener("blur", close);
box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const { key } = event;
  if (key === "Escape" && !list.hidden) close();
  else if (key === "Enter" && active >= 0) choose(options[active].suggestion, options[active].typed);
  else if (key === "ArrowDown" && list.hidden) suggest();
  // Beyond the last is the box itself, and then the first again.
  else if (key === "ArrowDown") mark(active + 1 < options.length ? active + 1 : -1);
  else if (key === "ArrowUp" && !list.hidden) mark(active < 0 ? options.length - 1 : active - 1);
  else return;
  event.preventDefault();
});

document.documentElement.classList.add("js");
enhance();
