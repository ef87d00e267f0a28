//! A project as a page tells of it: its name, the facts that the layout
//! itself gives, and the passages that speak of it.

use super::fact::dates;
use super::labels::{Labelled, Meaning};
use super::names;
use super::page::Passage;
use super::party::{self, Likeness};
use super::prose::folded;
use crate::record::amount;
use crate::record::date::{self, PartialDate, parse_period};
use crate::record::draft::{Confidence, Draft, Fact, PlaceKind, PlaceText};
use crate::record::project::Amount;

/// The fewest kronor that a label's bare figures can mean; less has lost its unit.
const LEAST_KRONOR: i64 = 1_000;

/// A project of a page and what the page says about it.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Without one the page's title serves.
    pub name: Option<Passage>,
    /// What the name is compared by.
    pub key: String,
    /// What texts go on to call it, in lower case.
    pub short: String,
    /// The line its record begins on.
    pub line: usize,
    /// Where it begins among the page's lines.
    pub at: usize,
    /// Its own passages; of a passage about several projects its sentences.
    pub own: Vec<Passage>,
    /// Passages about all projects of the page.
    pub shared: Vec<Passage>,
    /// What labels, rows and columns state.
    pub stated: Draft,
}

impl Told {
    /// The owner that a name's line ends with, where nothing else tells it:
    /// `Bryggan av Mora kommun`, `Bryggan (Mora kommun)`.
    pub(super) fn take_owner_of_name(&mut self) {
        let Some(name) = self.name.clone().filter(|_| self.stated.owner.is_none()) else { return };
        if let Some((short, owner)) = owner_in_name(&name.text) {
            self.stated.owner = Some(Fact::stated(owner.to_owned(), name.line).read_from(&name.text, Confidence::Certain));
            self.rename(short, name.line);
        }
    }

    pub(super) fn named(name: &str, line: usize, at: usize) -> Told {
        let mut told = Told { line, at, ..Told::default() };
        told.rename(name, line);
        told
    }

    /// Gives it another name.
    pub(super) fn rename(&mut self, name: &str, line: usize) {
        self.key = names::key(name);
        self.short = folded(names::short(name));
        self.name = Some(Passage { line, text: name.to_owned() });
    }

    /// Whether a text in lower case mentions it, also in the genitive.
    pub(super) fn is_mentioned(&self, lower: &str) -> bool {
        !self.short.is_empty() && names::is_mentioned(lower, &self.short)
    }

    /// Takes what a label or column states.
    pub(super) fn state(&mut self, fact: &Labelled<'_>, line: usize) {
        state(&mut self.stated, fact, line);
        // The fund stands in the label of the money as well: *Belopp från Regionalfonden*.
        if matches!(fact.meaning, Meaning::Granted(_)) && self.stated.fund.is_none() {
            self.stated.fund = Some(certain(&format!("{} {}", fact.label, fact.value), line, fact));
        }
    }
}

/// A name and the party that its line ends, or begins, with.
pub(super) fn owner_in_name(text: &str) -> Option<(&str, &str)> {
    let by = text.rsplit_once(" av ").filter(|(_, owner)| owner.starts_with(char::is_uppercase) && party::likeness(owner) > Likeness::No);
    let sure = |owner: &str| party::likeness(owner) == Likeness::Sure && party::leading(owner) == Some(owner);
    let brackets = || text.strip_suffix(')')?.rsplit_once(" (").filter(|(_, owner)| party::likeness(owner) == Likeness::Sure);
    let parted =
        || [" – ", " - ", ": ", ", "].iter().find_map(|sign| text.rsplit_once(sign).filter(|(name, owner)| sure(owner) && !sure(name)));
    let first = || {
        [" – ", " - ", ": ", ", "]
            .iter()
            .find_map(|sign| text.split_once(sign).filter(|(owner, name)| sure(owner) && !sure(name)).map(|(owner, name)| (name, owner)))
    };
    let (name, owner) = by.or_else(brackets).or_else(parted).or_else(first)?;
    (!party::is_generic(owner)).then_some((name.trim(), owner.trim()))
}

fn certain(value: &str, line: usize, fact: &Labelled<'_>) -> Fact<String> {
    Fact::stated(value.trim().to_owned(), line).read_from(&format!("{}: {}", fact.label, fact.value), Confidence::Certain)
}

/// Writes a labelled fact into a draft; the first statement stands, of grants the surest.
pub(super) fn state(draft: &mut Draft, fact: &Labelled<'_>, line: usize) {
    let value = fact.value.trim();
    if value.is_empty() || value == "-" || value == "–" {
        return;
    }
    let slot = match fact.meaning {
        // Of a project in two countries the Swedish owner is ours.
        Meaning::Owner if draft.owner.is_some() && fact.label.to_lowercase().trim().starts_with("svensk") => {
            draft.partners.extend(draft.owner.take());
            &mut draft.owner
        }
        Meaning::Owner if draft.owner.is_some() => return draft.partners.extend(listed(fact, line)),
        Meaning::Owner => &mut draft.owner,
        Meaning::Partners => return draft.partners.extend(listed(fact, line)),
        Meaning::Granted(rank) => return granted(draft, fact, line, rank),
        Meaning::Fund => &mut draft.fund,
        Meaning::Place => return draft.places.push(place(fact, line)),
        Meaning::Period => return period(draft, fact, line),
        Meaning::Start => return date_of(fact, line, &mut draft.start),
        Meaning::End => return date_of(fact, line, &mut draft.end),
        Meaning::Participants if value.contains(|c: char| c.is_ascii_digit()) => &mut draft.participants,
        Meaning::Companies if value.contains(|c: char| c.is_ascii_digit()) => &mut draft.companies,
        Meaning::Reference => &mut draft.reference,
        _ => return,
    };
    if slot.is_none() {
        *slot = Some(certain(value, line, fact));
    }
}

/// `A, B och C`, each a partner; what stands in brackets belongs to its name.
fn listed(fact: &Labelled<'_>, line: usize) -> Vec<Fact<String>> {
    let parts = fact.value.split([',', ';']).flat_map(|part| part.split(" samt ")).flat_map(last_of_list);
    parts.map(str::trim).filter(|part| part.chars().count() > 1).map(|part| certain(part, line, fact)).collect()
}

/// `B kommun och C kommun`: two names where both begin with capitals.
fn last_of_list(part: &str) -> Vec<&str> {
    match part.split_once(" och ") {
        Some((one, other)) if other.trim_start().starts_with(char::is_uppercase) => vec![one, other],
        _ => vec![part],
    }
}

fn granted(draft: &mut Draft, fact: &Labelled<'_>, line: usize, rank: u8) {
    // The rank of what is known is kept in the order of statements: a surer label replaces it.
    let better =
        draft.granted.as_ref().is_none_or(|known| rank < known.evidence.as_ref().map_or(u8::MAX, |evidence| rank_of(&evidence.words)));
    if let Some(text) = amount_text(fact.value).filter(|_| better) {
        draft.granted = Some(certain(text, line, fact));
    }
}

/// The rank of the label that evidence begins with.
fn rank_of(words: &str) -> u8 {
    match words.split_once(':').and_then(|(label, _)| super::labels::meaning(label)) {
        Some(Meaning::Granted(rank)) => rank,
        _ => u8::MAX,
    }
}

/// The amount of a field: all of it, or the first in kronor that it names.
pub(super) fn amount_text(value: &str) -> Option<&str> {
    let value = value.trim();
    if let Some(amount) = Amount::parse(value) {
        return (amount.amount_ore >= LEAST_KRONOR * 100).then_some(value);
    }
    let found = amount::mentions(value);
    let mention = found.iter().find(|mention| mention.amount.currency == "SEK").or(found.first())?;
    value.get(mention.start..mention.end)
}

fn place(fact: &Labelled<'_>, line: usize) -> Fact<PlaceText> {
    let label = fact.label.to_lowercase();
    let kind = match label.trim() {
        "län" => PlaceKind::County,
        "kommun" | "kommuner" => PlaceKind::Municipality,
        "region" => PlaceKind::Region,
        _ => PlaceKind::Prose,
    };
    Fact::stated(PlaceText { kind, text: fact.value.to_owned() }, line)
        .read_from(&format!("{}: {}", fact.label, fact.value), Confidence::Certain)
}

fn period(draft: &mut Draft, fact: &Labelled<'_>, line: usize) {
    let ends = parse_period(fact.value).or_else(|| mentioned_period(fact.value)).or_else(|| dates::from_duration(fact.value));
    if let Some((start, end)) = ends {
        draft.start.get_or_insert(certain(&start.to_string(), line, fact));
        draft.end.get_or_insert(certain(&end.to_string(), line, fact));
    }
}

/// The first two dates that a text names.
pub(super) fn mentioned_period(text: &str) -> Option<(PartialDate, PartialDate)> {
    let dates: Vec<PartialDate> = date::mentions(text).into_iter().filter_map(|mention| mention.date).collect();
    match dates.as_slice() {
        [start, end, ..] if start <= end => Some((*start, *end)),
        _ => None,
    }
}

fn date_of(fact: &Labelled<'_>, line: usize, slot: &mut Option<Fact<String>>) {
    let date = PartialDate::parse(fact.value).or_else(|| date::mentions(fact.value).into_iter().find_map(|mention| mention.date));
    if let Some(date) = date.filter(|_| slot.is_none()) {
        *slot = Some(certain(&date.to_string(), line, fact));
    }
}

impl Told {
    /// Whether its own passages tell of a grant or an owner.
    pub(super) fn has_grant(&self, vocabulary: &crate::record::vocabulary::Vocabulary) -> bool {
        let mut sentences = self.own.iter().flat_map(Passage::sentences);
        sentences.any(|sentence| !super::fact::grant::grants(sentence, vocabulary).is_empty())
    }
}
