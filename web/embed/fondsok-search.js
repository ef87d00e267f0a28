// <fondsok-search>: search for EU-funded projects in any page. Attributes, events, classes: docs/embedding.md.
//
// Light DOM around a plain form that works before this module and without it. Nothing here parses markup, writes a style
// attribute, keeps anything in the browser, or asks any host but `api`. Comments stand on lines of their own: those
// lines and the indentation are left out of what is served.

const HOME = new URL("../../", import.meta.url).href;
// Milliseconds without a key before suggestions are asked for.
const PAUSE = 150;
// Milliseconds before something is read out, so that only the last of many changes is.
const QUIET = 600;
// Milliseconds until an answer counts as failed.
const PATIENCE = 15000;
// Values of a facet at most: more are on the service's own page.
const MANY = 50;

const TEXTS = {
  sv: {
    locale: "sv-SE", label: "Sök EU-projekt", search: "Sök", suggestions: "Förslag",
    offered: (n) => `${n} förslag. Välj med pilarna.`,
    hits: (n, q) => `${n || "Inga"} ${n === "1" ? "träff" : "träffar"}${q && ` på ”${q}”`}`,
    projects: (n) => `${n} projekt`,
    kinds: { project: "projekt", owner: "projektägare", place: "plats" },
    filters: "Filter", remove: "Ta bort filter", clear: "Rensa filter",
    more: "Visa fler", shown: (n, of) => `Visar ${n} av ${of}.`, open: "Öppna sökningen i Fondsök",
    instead: (to) => `Visar träffar för ”${to}”.`, meant: "Menade du",
    tips: ["Ta bort något filter.", "Kontrollera stavningen.", "Pröva färre eller vanligare ord."],
    failed: "Sökningen svarar inte just nu.", retry: "Försök igen", plain: "Eller tryck på Sök för att söka på Fondsöks egen sida.",
    about: "cirka", money: (n, currency) => `${n} ${currency === "SEK" ? "kr" : currency}`,
  },
  en: {
    locale: "en-GB", label: "Search EU projects", search: "Search", suggestions: "Suggestions",
    offered: (n) => `${n} suggestions. Choose with the arrow keys.`,
    hits: (n, q) => `${n || "No"} ${n === "1" ? "result" : "results"}${q && ` for “${q}”`}`,
    projects: (n) => `${n} ${n === "1" ? "project" : "projects"}`,
    kinds: { project: "project", owner: "project owner", place: "place" },
    filters: "Filters", remove: "Remove filter", clear: "Clear filters",
    more: "Show more", shown: (n, of) => `Showing ${n} of ${of}.`, open: "Open the search in Fondsök",
    instead: (to) => `Showing results for “${to}”.`, meant: "Did you mean",
    tips: ["Remove a filter.", "Check the spelling.", "Try fewer or more common words."],
    failed: "The search does not answer right now.", retry: "Try again", plain: "Or press the search button to search on Fondsök’s own page.",
    about: "about", money: (n, currency) => `${currency} ${n}`,
    // The API's labels are Swedish.
    labels: {
      __proto__: null,
      fund: "Fund", county: "County", municipality: "Municipality", owner: "Project owner", period: "Period",
      programme_area: "Programme area", language: "Language", source: "Source",
      coming: "Coming", ongoing: "Ongoing", ended: "Ended", sv: "Swedish", en: "English",
    },
  },
};

// The form is the page's own and so is its look: what is said of it here weighs nothing, and any rule of the page wins. The
// parts that are made here weigh one class: more than a page's rules for all inputs or paragraphs, less than a rule that
// names `fondsok-search` and the part. Font, text colour and ground are the page's.
const STYLE = `:where(fondsok-search) {
  --_accent: var(--fondsok-accent, light-dark(#0b5a47, #84d4b8));
  --_on-accent: var(--fondsok-on-accent, light-dark(#fff, #06231a));
  --_radius: var(--fondsok-radius, 3px);
  --_gap: var(--fondsok-gap, .75rem);
  --_edge: color-mix(in srgb, currentcolor 60%, transparent);
  --_rule: color-mix(in srgb, currentcolor 22%, transparent);
  --_soft: color-mix(in srgb, currentcolor 88%, transparent);
  display: block; text-align: start; overflow-wrap: anywhere;
  :where(*, ::before) { box-sizing: border-box; }
  :where(.fondsok-form) { display: flex; flex-wrap: wrap; align-items: end; gap: .35rem 0; }
  :where(.fondsok-form > label) { flex: 1 0 100%; font-weight: 600; }
  :where(.fondsok-form > label:has(input)) { flex: 1 1 10rem; display: grid; gap: .35rem; }
  :where(.fondsok-input) { flex: 1 1 10rem; min-inline-size: 0; min-block-size: 2.75rem; margin: 0; padding: .4rem .75rem; font: inherit; font-size: max(1rem, 1em); color: inherit; background: transparent; border: 1px solid var(--_edge); border-radius: var(--_radius) 0 0 var(--_radius); appearance: none; }
  :where(.fondsok-button) { min-block-size: 2.75rem; margin: 0; padding: .4rem 1.1rem; font: inherit; font-weight: 600; color: var(--_on-accent); background: var(--_accent); border: 1px solid var(--_accent); border-radius: 0 var(--_radius) var(--_radius) 0; cursor: pointer; }
  :where(:focus-visible) { position: relative; outline: 3px solid; outline-offset: 2px; }
  :where(.fondsok-button:focus-visible) { outline-color: var(--_accent); }
  :where(.fondsok-name, .fondsok-foot a) { color: var(--_accent); }
  :where(mark) { padding: 0 .1em; color: var(--fondsok-on-mark, #241a00); background: var(--fondsok-mark, #ffd873); border-radius: 2px; }
  .fondsok-under { position: relative; }
  .fondsok-list { position: absolute; z-index: 9; inset: 4px 0 auto; max-block-size: 60vh; overflow: auto; margin: 0; padding: 0; list-style: none; color: CanvasText; background: Canvas; border: 1px solid var(--_edge); border-radius: var(--_radius); box-shadow: 0 .3rem 1rem #0004; }
  .fondsok-option { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0 1rem; margin: 0; padding: .3rem .75rem; min-block-size: 2.5rem; cursor: pointer; }
  .fondsok-option:hover { background: var(--_rule); }
  .fondsok-option[aria-selected="true"] { color: var(--_on-accent); background: var(--_accent); }
  .fondsok-note, .fondsok-n, .fondsok-meta, .fondsok-shown { font-size: .9em; color: var(--_soft); font-variant-numeric: tabular-nums; }
  [aria-selected="true"] .fondsok-note { color: inherit; }
  .fondsok-live { position: absolute; inline-size: 1px; block-size: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .fondsok-out :where(p, ol, ul, li, fieldset, legend) { margin: 0; padding: 0; border: 0; min-inline-size: 0; list-style: none; }
  .fondsok-filters, .fondsok-chips { margin-block-start: var(--_gap); }
  .fondsok-filters summary { padding-block: .25rem; font-weight: 600; cursor: pointer; }
  .fondsok-facets { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: var(--_gap) calc(2 * var(--_gap)); padding-block: .25rem var(--_gap); }
  .fondsok-facet legend { font-weight: 600; }
  .fondsok-values { max-block-size: 16rem; overflow: auto; padding: 5px; margin: -5px; }
  .fondsok-value { display: flex; align-items: center; gap: .5rem; min-block-size: 2rem; margin: 0; font-weight: 400; cursor: pointer; }
  .fondsok-value input { flex: none; inline-size: 1.5rem; block-size: 1.5rem; margin: 0; accent-color: var(--_accent); }
  .fondsok-n { flex: none; margin-inline-start: auto; }
  .fondsok-chips { display: flex; flex-wrap: wrap; gap: .5rem; }
  .fondsok-chip, .fondsok-more, .fondsok-link { inline-size: auto; min-block-size: 2.25rem; margin: 0; padding: .2rem .8rem; font: inherit; font-size: .95em; text-align: start; color: inherit; background: transparent; border: 1px solid var(--_edge); border-radius: var(--_radius); cursor: pointer; }
  .fondsok-link { padding-inline: 0; border-color: transparent; color: var(--_accent); text-decoration: underline; }
  .fondsok-count { margin-block-start: var(--_gap); padding-block: .5rem; border-block-end: 2px solid; font-weight: 600; }
  .fondsok-message > * { margin-block-start: .5rem; }
  .fondsok-tips li { margin-inline-start: 1.2em; list-style: disc; }
  .fondsok-hit { padding-block: var(--_gap); border-block-end: 1px solid var(--_rule); }
  .fondsok-name { display: inline-block; padding-block: .1rem; font-weight: 600; }
  .fondsok-text { margin-block: .25rem; }
  .fondsok-foot { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; padding-block: .6rem; }
  .fondsok-foot a { margin-inline-start: auto; padding-block: .25rem; }
  .fondsok-hits[aria-busy] { opacity: .6; }
  [hidden] { display: none !important; }
  @media (forced-colors: active) {
    .fondsok-option[aria-selected="true"] { color: HighlightText; background: Highlight; forced-color-adjust: none; }
    mark { color: MarkText; background: Mark; }
  }
}`;

let sheet;
let made = 0;

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) if (value != null) node.setAttribute(name, value);
  return node;
}

/** An element, as in `p.count` for a paragraph of the class `fondsok-count`; its children may be text. */
function element(kind, attributes, ...children) {
  const [tag, name] = kind.split(".");
  const node = set(document.createElement(tag), { class: name && `fondsok-${name}`, ...attributes });
  node.append(...children);
  return node;
}

/** Puts nodes into a parent, unless they are its nodes already: one that is moved loses the focus. */
function place(parent, nodes) {
  if (nodes.length !== parent.children.length || nodes.some((node, at) => node !== parent.children[at])) parent.replaceChildren(...nodes);
}

function button(name, text, press) {
  const node = element(`button.${name}`, { type: "button" }, text);
  node.addEventListener("click", press);
  return node;
}

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** The API's marked text, escaped but for `<mark>`, as text and marks. */
function marked(text) {
  return text.split(/<\/?mark>/).map((part, at) => {
    const plain = part.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name]);
    return at % 2 ? element("mark", {}, plain) : plain;
  });
}

/** The values of `scope`: apart by spaces, percent-encoded, and a plus is a plus. */
function unpacked(text) {
  return text.split(/\s+/).filter(Boolean).map((value) => new URLSearchParams(`v=${value.replace(/[+&]/g, encodeURIComponent)}`).get("v"));
}

class FondsokSearch extends HTMLElement {
  static observedAttributes = ["api", "scope", "view", "facets", "count", "layout", "lang"];

  // Ends every listener on the form.
  #wired;
  // The latest request of each kind.
  #asking = {};
  #timers = {};
  // From "facet:value" to { name, value, label }.
  #chosen = new Map();
  // What is drawn of facets and their values, by name.
  #parts;
  // The last search, none yet.
  #q = null;
  #options = [];
  #active = -1;
  // Whether the API failed last time.
  #broken = false;

  // What `#build` makes and finds: words and number formats, the form and its field, and the parts below it.
  #text; #base; #numbers; #rounded;
  #form; #input; #list; #live; #out; #filters; #facets; #chips; #count; #message; #hits; #foot;

  connectedCallback() {
    this.#wired = new AbortController();
    const { signal } = this.#wired;
    // The parser may not have come to the form yet.
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.#build(), { once: true, signal });
    else this.#build();
  }

  disconnectedCallback() {
    this.#wired.abort();
    Object.values(this.#asking).forEach((control) => control.abort());
    Object.values(this.#timers).forEach(clearTimeout);
    this.#asking = {};
  }

  attributeChangedCallback() {
    if (!this.#wired || !this.isConnected) return;
    // Several changes at once are one.
    this.#later("change", 0, () => {
      this.disconnectedCallback();
      this.connectedCallback();
    });
  }

  /** Searches, as if somebody had typed `q`. */
  search(q = this.#input?.value ?? "") {
    this.#q = q.trim();
    // It will be asked when the form is there.
    if (!this.#input) return;
    this.#input.value = q;
    this.#show(1);
  }

  // ---- Around the form ----

  #build() {
    const { signal } = this.#wired;
    const root = this.getRootNode();
    const english = /^en\b/i.test(this.closest("[lang]")?.lang);
    const lang = english ? "en" : "sv";
    this.#text = TEXTS[lang];
    this.#base = new URL((this.getAttribute("api") || HOME).replace(/\/?$/, "/"), document.baseURI).href;
    this.#numbers = new Intl.NumberFormat(this.#text.locale);
    this.#rounded = new Intl.NumberFormat(this.#text.locale, { notation: "compact", compactDisplay: "long", maximumSignificantDigits: 3 });
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(STYLE);
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

    // What an earlier life, or the page this one was copied from, left behind.
    this.querySelectorAll("[data-fondsok]").forEach((node) => node.remove());
    this.#input = this.querySelector(":scope form [name=q]");
    this.#form = this.#input?.form ?? this.#ownForm(lang);
    this.#form.classList.add("fondsok-form");
    this.#input.classList.add("fondsok-input");
    this.#form.querySelectorAll("button, [type=submit]").forEach((node) => node.classList.add("fondsok-button"));
    this.#form.id ||= `fondsok-${++made}`;
    this.#fix("scope", this.hasAttribute("scope") ? unpacked(this.getAttribute("scope")) : null);
    this.#fix("view", this.hasAttribute("view") ? [this.getAttribute("view")] : null);
    this.#fix("lang", english ? ["en"] : []);

    this.#list = element("ul.list", { role: "listbox", id: `fondsok-${++made}`, "aria-label": this.#text.suggestions, hidden: "" });
    // A press on the list must not take the focus from the field, or the list would close before the click.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#live = element("p.live", { role: "status" });
    this.#out = element("div.out", { hidden: "" });
    this.append(element("div.under", { lang, "data-fondsok": "" }, this.#list, this.#live, this.#out));
    this.#chips = element("ul.chips", { role: "list", "aria-label": this.#text.filters });
    this.#facets = element("div.facets", {});
    this.#parts = new Map();
    this.#filters = element("details.filters", { hidden: "" }, element("summary", {}, this.#text.filters), this.#facets);
    this.#filters.open = this.getAttribute("layout") !== "compact" && this.clientWidth > 600;
    this.#count = element("p.count", { tabindex: "-1" });
    this.#message = element("div.message", {});
    this.#hits = element("ol.hits", { role: "list" });
    this.#foot = element("p.foot", {});
    this.#out.append(this.#filters, this.#chips, this.#count, this.#message, this.#hits, this.#foot);

    set(this.#input, { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.#list.id });
    const on = (node, event, act) => node.addEventListener(event, act, { signal });
    on(this.#input, "input", () => this.#later("type", PAUSE, () => this.#suggest()));
    on(this.#input, "keydown", (event) => this.#key(event));
    on(this.#input, "blur", () => this.#close());
    on(this.#form, "submit", (event) => {
      // Where the API fails, the form does what forms do.
      if (this.#broken) return;
      event.preventDefault();
      this.search();
    });
    if (this.#q !== null || this.#input.value) this.search(this.#q ?? this.#input.value);
  }

  #ownForm(lang) {
    const id = `fondsok-${++made}`;
    this.#input = element("input", { type: "search", name: "q", id });
    const form = element("form", { action: this.#base, "data-fondsok": "", lang },
      element("label", { for: id }, this.#text.label), this.#input, element("button", {}, this.#text.search));
    this.prepend(form);
    return form;
  }

  /** Writes what the attributes fix into the form, so that it asks the same without the API. */
  #fix(name, values) {
    if (!values) return;
    this.#form.querySelectorAll(`[type=hidden][name=${name}]`).forEach((node) => node.remove());
    this.#form.append(...values.map((value) => element("input", { type: "hidden", name, value, "data-fondsok": "" })));
  }

  #address(path, more = []) {
    const url = new URL(path, this.#base);
    for (const { name, value } of this.#form.querySelectorAll("[type=hidden][name=scope], [type=hidden][name=view]")) url.searchParams.append(name, value);
    for (const [name, value] of more) url.searchParams.append(name, value);
    return url;
  }

  /** A page of the service in the element's language. */
  #link(path, more = []) {
    return this.#address(path, this.#text === TEXTS.en ? [...more, ["lang", "en"]] : more).href;
  }

  #asked() {
    return [["q", this.#q], ...[...this.#chosen.values()].map(({ name, value }) => [name, value])];
  }

  #emit(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`fondsok-${name}`, { bubbles: true, cancelable, detail }));
  }

  #later(name, wait, what) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(what, wait);
  }

  #say(text) {
    this.#live.textContent = "";
    this.#later("say", QUIET, () => (this.#live.textContent = text));
  }

  /** The JSON answer; nothing where a newer question of its kind has taken its place. */
  async #ask(kind, url) {
    this.#asking[kind]?.abort();
    const control = (this.#asking[kind] = new AbortController());
    const late = setTimeout(() => control.abort(new Error("timeout")), PATIENCE);
    try {
      const response = await fetch(url, { signal: control.signal, credentials: "omit", referrerPolicy: "no-referrer" });
      const answer = await response.json();
      if (!response.ok) throw Object.assign(new Error(answer.detail), { problem: answer });
      if (this.#asking[kind] === control) return answer;
    } catch (error) {
      if (this.#asking[kind] === control) throw error;
    } finally {
      clearTimeout(late);
    }
  }

  // ---- Suggestions: a combobox by the ARIA pattern ----

  async #suggest() {
    const q = this.#input.value.trim();
    if (!q) return this.#close();
    // Without suggestions the search is as good.
    const answer = await this.#ask("suggest", this.#address("v1/suggest", [["q", q], ["limit", 8]])).catch(() => ({ suggestions: [] }));
    if (!answer || this.#focus() !== this.#input) return;
    this.#close();
    this.#options = answer.suggestions;
    const { kinds, projects } = this.#text;
    this.#list.replaceChildren(...this.#options.map((one, at) => {
      const note = [kinds[one.kind], one.kind !== "project" && projects(this.#numbers.format(one.projects))].filter(Boolean).join(", ");
      const option = element("li.option", { role: "option", id: `${this.#list.id}-${at}`, "aria-selected": "false" },
        element("span", {}, one.text), " ", element("span.note", {}, note));
      option.addEventListener("click", () => this.#take(one));
      return option;
    }));
    if (!this.#options.length) return;
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#say(this.#text.offered(this.#options.length));
  }

  #close() {
    clearTimeout(this.#timers.type);
    this.#asking.suggest?.abort();
    delete this.#asking.suggest;
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#point(-1);
  }

  /** Makes an option the active one; -1 goes back to the text. */
  #point(to) {
    this.#active = to;
    this.#input.removeAttribute("aria-activedescendant");
    [...this.#list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", at === to);
      if (at !== to) return;
      this.#input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    });
  }

  #key(event) {
    if (event.isComposing) return;
    const { key, altKey } = event;
    const shown = !this.#list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) {
      event.preventDefault();
      if (!shown) return void this.#suggest();
      if (altKey) return step < 0 && this.#close();
      // One place beyond the options is the text itself.
      const places = this.#options.length + 1;
      this.#point(((this.#active + 1 + step + places) % places) - 1);
    } else if (key === "Enter" && shown && this.#active >= 0) {
      event.preventDefault();
      this.#take(this.#options[this.#active]);
    } else if (key === "Escape" && (shown || this.#input.value)) {
      event.preventDefault();
      if (shown) this.#close();
      else this.#input.value = "";
    } else if (key === "Home" || key === "End") {
      this.#point(-1);
    }
  }

  #take({ kind, text, value, facet }) {
    this.#close();
    if (kind === "project") {
      const href = this.#link(`projects/${encodeURIComponent(value)}`);
      if (this.#emit("select", { id: value, name: text, href, from: "suggestion" }, true)) location.assign(href);
    } else if (facet) {
      this.#chosen.set(`${facet}:${value}`, { name: facet, value, label: text });
      this.search("");
    } else {
      this.search(text);
    }
  }

  // ---- The search and what it shows ----

  async #show(page) {
    const limit = Math.min(Math.max(parseInt(this.getAttribute("count"), 10) || 10, 1), 100);
    const facets = (this.getAttribute("facets") ?? "").split(/\s+/).filter(Boolean).join() || "none";
    const text = this.#text;
    this.#close();
    this.#broken = false;
    const url = this.#address("v1/projects", [...this.#asked(), ["limit", limit], ["page", page], ["nearby", 0],
      ["facets", page > 1 ? "none" : facets], ["facet_limit", MANY]]);
    const filters = [...this.#chosen.values()];
    if (!this.#emit("search", { q: this.#q, filters, page, url: url.href }, true)) return;
    this.#hits.setAttribute("aria-busy", "true");
    this.#say("");
    try {
      const answer = await this.#ask("search", url);
      if (!answer) return;
      this.#out.hidden = false;
      const n = this.#numbers.format(answer.total);
      this.#count.textContent = text.hits(answer.total && n, this.#q);
      this.#say(page > 1 ? text.shown(this.#hits.children.length + answer.projects.length, n) : this.#count.textContent);
      if (page === 1) this.#drawFacets(answer.facets);
      this.#drawMessage(answer);
      this.#drawHits(answer, page, limit);
      this.#emit("results", { q: this.#q, filters, page, total: answer.total, answer });
    } catch (error) {
      this.#fail(error, page);
    }
    this.#hits.removeAttribute("aria-busy");
  }

  #fail(error, page) {
    const text = this.#text;
    this.#broken = true;
    this.#out.hidden = false;
    this.#drawChips();
    this.#count.textContent = text.failed;
    this.#say(text.failed);
    this.#message.replaceChildren(element("p", {}, button("more", text.retry, () => this.#show(page)), " ", text.plain));
    if (page === 1) this.#hits.replaceChildren();
    this.#foot.replaceChildren();
    this.#emit("error", { q: this.#q, message: String(error.message ?? error), problem: error.problem ?? null });
  }

  #drawMessage({ total, interpretation }) {
    const text = this.#text;
    this.#drawChips();
    this.#message.replaceChildren();
    for (const { from, to, applied, q } of interpretation.corrections) {
      if (applied) this.#message.append(element("p", {}, text.instead(to)));
      else this.#message.append(element("p", {}, `${text.meant} `, button("link", to, () => this.search(q)), "?"));
    }
    if (!total) this.#message.append(element("ul.tips", {}, ...text.tips.slice(this.#chosen.size ? 0 : 1).map((tip) => element("li", {}, tip))));
  }

  /** A chip for each chosen value. Its hidden field belongs to the form, which thus asks the same without the API. */
  #drawChips() {
    const focus = this.#focus();
    const was = [...this.#chips.children].findIndex((chip) => chip.contains(focus));
    const drop = (...keys) => {
      keys.forEach((key) => this.#chosen.delete(key));
      this.#show(1);
    };
    const chips = [...this.#chosen].map(([key, { name, value, label }]) => {
      const chip = button("chip", `${label} ×`, () => drop(key));
      chip.setAttribute("aria-label", `${this.#text.remove} ${label}`);
      return element("li", {}, chip, element("input", { type: "hidden", name, value, form: this.#form.id }));
    });
    if (chips[1]) chips.push(element("li", {}, button("link", this.#text.clear, () => drop(...this.#chosen.keys()))));
    this.#chips.hidden = !chips[0];
    this.#chips.replaceChildren(...chips);
    if (was >= 0) (chips[was]?.firstChild ?? this.#count).focus();
  }

  #focus() {
    return this.getRootNode().activeElement;
  }

  #drawFacets(facets) {
    const focus = this.#focus();
    const had = this.#facets.contains(focus);
    const drawn = Object.entries(facets).filter(([, facet]) => facet.values[0]);
    this.#filters.hidden = !drawn[0];
    place(this.#facets, drawn.map(([name, facet]) => this.#drawFacet(name, facet)));
    if (had && this.#focus() !== focus) (focus.isConnected ? focus : this.#filters.firstChild).focus({ preventScroll: true });
  }

  #drawFacet(name, { label, values }) {
    const { node, rows } = this.#once(name, () => {
      const rows = element("div.values", {});
      return { rows, node: element("fieldset.facet", {}, element("legend", {}, this.#worded(name, label)), rows) };
    });
    place(rows, values.map((one) => this.#drawValue(name, one)));
    return node;
  }

  #drawValue(name, { value, label, count, selected }) {
    const key = `${name}:${value}`;
    const { node, box, n } = this.#once(key, () => {
      const worded = this.#worded(value, label);
      const box = element("input", { type: "checkbox" });
      const n = element("span.n", {});
      box.addEventListener("change", () => {
        if (box.checked) this.#chosen.set(key, { name, value, label: worded });
        else this.#chosen.delete(key);
        this.#show(1);
      });
      return { box, n, node: element("label.value", {}, box, element("span", {}, worded), " ", n) };
    });
    box.checked = selected;
    n.textContent = this.#numbers.format(count);
    return node;
  }

  /** What was made under this name before, so that what has the focus stays what it is. */
  #once(name, make) {
    if (!this.#parts.has(name)) this.#parts.set(name, make());
    return this.#parts.get(name);
  }

  #worded(key, label) {
    return this.#text.labels?.[key] ?? label;
  }

  #drawHits({ projects, total }, page, limit) {
    const text = this.#text;
    if (page === 1) this.#hits.replaceChildren();
    const hits = projects.map((project) => this.#drawHit(project));
    this.#hits.append(...hits);
    // The button is about to go; whoever pressed it reads on from the first new hit.
    if (page > 1) hits[0]?.querySelector("a").focus();
    const shown = this.#hits.children.length;
    this.#foot.replaceChildren();
    if (shown < total) this.#foot.append(element("span.shown", {}, text.shown(this.#numbers.format(shown), this.#numbers.format(total))));
    if (shown < total && limit * (page + 1) <= 10000) this.#foot.append(button("more", text.more, () => this.#show(page + 1)));
    this.#foot.append(element("a", { href: this.#link("", this.#asked()) }, text.open));
  }

  #drawHit(project) {
    const { id, name, highlight, language, owner, start, end, granted, fund } = project;
    const href = this.#link(`projects/${encodeURIComponent(id)}`);
    const lang = language === this.#text.locale.slice(0, 2) ? null : language;
    const link = element("a.name", { href, lang }, ...marked(highlight.name));
    link.addEventListener("click", (event) => {
      if (!this.#emit("select", { id, name, href, from: "hit" }, true)) event.preventDefault();
    });
    const hit = element("li.hit", {}, link);
    const line = (className, text) => text && hit.append(element(`p.${className}`, {}, text));
    line("owner", owner?.name);
    if (this.getAttribute("layout") !== "compact") {
      for (const passage of highlight.passages) hit.append(element("p.text", { lang }, ...marked(passage)));
    }
    const years = [start, end].map((date) => date?.slice(0, 4) ?? "");
    line("meta", [this.#place(project), years[0] === years[1] ? years[0] : years.join("–"), this.#money(granted), fund?.code].filter(Boolean).join(" · "));
    return hit;
  }

  /** The nearest places that are few enough to be named. */
  #place({ municipality, county, region }) {
    const few = [municipality, county, region].find((places) => places.length && places.length < 4) ?? region.slice(0, 3);
    return few.map(({ label }) => label).join(", ");
  }

  #money(sum) {
    if (!sum) return "";
    const amount = sum.amount_ore / 100;
    const { about, money } = this.#text;
    return sum.approximate ? `${about} ${money(this.#rounded.format(amount), sum.currency)}` : money(this.#numbers.format(amount), sum.currency);
  }
}

// A page may load the module twice, and in two versions: the first one stays.
if (!customElements.get("fondsok-search")) customElements.define("fondsok-search", FondsokSearch);
