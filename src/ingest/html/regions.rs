//! Parts of a page that are no text of it, known by markup, role or class.

/// What is done with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Nothing in it is read.
    Skip,
    /// Left out unless the page's heading stands within it.
    UnlessTitle,
    /// Left out unless it states facts: pairs, or a heading that says so.
    UnlessFacts,
}

const BY_NAME: &[(&[u8], Rule)] = &[
    (b"script", Rule::Skip),
    (b"style", Rule::Skip),
    (b"noscript", Rule::Skip),
    (b"template", Rule::Skip),
    (b"svg", Rule::Skip),
    (b"math", Rule::Skip),
    (b"iframe", Rule::Skip),
    (b"object", Rule::Skip),
    (b"canvas", Rule::Skip),
    (b"video", Rule::Skip),
    (b"audio", Rule::Skip),
    (b"select", Rule::Skip),
    (b"textarea", Rule::Skip),
    (b"button", Rule::Skip),
    (b"dialog", Rule::Skip),
    (b"nav", Rule::Skip),
    (b"footer", Rule::Skip),
    (b"form", Rule::UnlessTitle),
    (b"aside", Rule::UnlessFacts),
];

const BY_ROLE: &[(&str, Rule)] = &[
    ("navigation", Rule::Skip),
    ("search", Rule::Skip),
    ("contentinfo", Rule::Skip),
    ("dialog", Rule::Skip),
    ("alertdialog", Rule::Skip),
    ("menu", Rule::Skip),
    ("menubar", Rule::Skip),
    ("banner", Rule::UnlessTitle),
    ("form", Rule::UnlessTitle),
    ("complementary", Rule::UnlessFacts),
];

/// Parts of class names and ids of what asks for consent.
const BANNERS: [&str; 3] = ["cookie", "consent", "gdpr"];
/// Elements that hold the page and may carry such a class to say that a banner exists.
const PAGE: [&[u8]; 4] = [b"html", b"body", b"main", b"article"];
/// Elements without an end, of which no part can consist.
const VOID: [&[u8]; 14] =
    [b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param", b"source", b"track", b"wbr"];
/// How many parts may be open; those deeper are taken as text.
const MAX_OPEN: usize = 64;

/// The rule for an element, if it begins a part that is no text of the page.
pub(super) fn rule(name: &[u8], role: &str, class: &str, id: &str) -> Option<Rule> {
    if VOID.contains(&name) {
        return None;
    }
    let by_name = BY_NAME.iter().find(|(known, _)| *known == name).map(|(_, rule)| *rule);
    let by_role = || BY_ROLE.iter().find(|(known, _)| *known == role).map(|(_, rule)| *rule);
    let asks = |words: &str| BANNERS.iter().any(|banner| words.to_ascii_lowercase().contains(banner));
    let by_class = || (!PAGE.contains(&name) && (asks(class) || asks(id))).then_some(Rule::Skip);
    by_name.or_else(by_role).or_else(by_class)
}

/// Whether an element shows that a menu before it was never closed.
pub(super) fn is_content(name: &[u8]) -> bool {
    name == b"main" || name == b"article"
}

/// A part that is open.
#[derive(Debug)]
struct Region {
    name: Vec<u8>,
    rule: Rule,
    /// Elements of the same name that are open within, and itself.
    open: usize,
    at: Mark,
}

/// Where a part began: blocks, titles and facts until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark {
    pub(super) blocks: usize,
    pub(super) titles: usize,
    pub(super) facts: usize,
}

/// The parts that are open.
#[derive(Debug, Default)]
pub(super) struct Regions(Vec<Region>);

impl Regions {
    /// Whether what comes now is not read.
    pub(super) fn skips(&self) -> bool {
        self.0.last().is_some_and(|region| region.rule == Rule::Skip)
    }

    /// An element begins within the innermost part.
    pub(super) fn enter(&mut self, name: &[u8]) {
        if let Some(region) = self.0.last_mut().filter(|region| region.name == name) {
            region.open += 1;
        }
    }

    /// A part begins.
    pub(super) fn open(&mut self, name: &[u8], rule: Rule, at: Mark) {
        if self.0.len() < MAX_OPEN {
            self.0.push(Region { name: name.to_vec(), rule, open: 1, at });
        }
    }

    /// An element ends; where a part ends with it and is left out, where it began.
    pub(super) fn leave(&mut self, name: &[u8], now: Mark) -> Option<Mark> {
        let region = self.0.last_mut().filter(|region| region.name == name)?;
        region.open -= 1;
        if region.open > 0 {
            return None;
        }
        let region = self.0.pop()?;
        let is_kept = match region.rule {
            Rule::Skip => true,
            Rule::UnlessTitle => now.titles > region.at.titles,
            Rule::UnlessFacts => now.facts > region.at.facts,
        };
        (!is_kept).then_some(region.at)
    }

    /// The page's text begins: a part that skips was left open by mistake.
    pub(super) fn give_up_skipping(&mut self) {
        while self.skips() {
            self.0.pop();
        }
    }
}
