//! Two records while they become one.

use std::collections::BTreeMap;

use super::super::json::to_line;
use super::super::notice::{Notice, NoticeCode};
use super::super::project::{Difference, Project, Source};
use super::super::vocabulary::Vocabulary;
use super::agreement::Agreement;
use super::facts::{joined, spell_out, states};
use super::trust::{best, rank, standing};
use super::{MOST_DIFFERENCES, MOST_SOURCES, SourceNotice, identity};

/// How much of a statement a notice repeats, in characters.
const EXCERPT: usize = 80;

/// Makes one record of two that mean one project.
///
/// Which is `into` and which `other` does not matter. The notices tell the
/// contradictions, each at the source whose statement does not stand.
pub fn merge(into: Project, other: Project, vocabulary: &Vocabulary) -> (Project, Vec<SourceNotice>) {
    let mut pair = Pair::of(into, other);
    pair.identity();
    pair.texts();
    pair.fields();
    pair.owners();
    pair.without_owner_among_partners();
    pair.places(vocabulary);
    pair.finish()
}

/// Two records, the one with the most trusted source on the left, which becomes
/// the merged one.
pub(super) struct Pair {
    pub left: Project,
    pub right: Project,
    pub notices: Vec<SourceNotice>,
}

/// One of the two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Side {
    pub(super) fn other(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }
}

impl Pair {
    fn of(mut one: Project, mut two: Project) -> Pair {
        spell_out(&mut one);
        spell_out(&mut two);
        let order = best(&one).cmp(&best(&two)).then_with(|| one.origins.is_empty().cmp(&two.origins.is_empty()));
        let (left, right) = match order.then_with(|| to_line(&one).cmp(&to_line(&two))).is_le() {
            true => (one, two),
            false => (two, one),
        };
        Pair { left, right, notices: Vec::new() }
    }

    pub(super) fn project(&self, side: Side) -> &Project {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }

    /// Whose statement of a fact is believed.
    pub(super) fn believed(&self, key: &str) -> Side {
        if standing(&self.left, key) <= standing(&self.right, key) { Side::Left } else { Side::Right }
    }

    /// Whose statement stands, by how the two agree.
    pub(super) fn stands(&self, key: &str, agreement: Agreement) -> Side {
        match agreement {
            Agreement::LeftFiner => Side::Left,
            Agreement::RightFiner => Side::Right,
            Agreement::Same | Agreement::Worded | Agreement::Contradiction => self.believed(key),
        }
    }

    /// A fact of which one value can stand. Returns the side whose value does;
    /// none where neither has one.
    pub(super) fn one<T>(
        &mut self,
        key: &'static str,
        slot: fn(&mut Project) -> &mut Option<T>,
        agreement: impl Fn(&T, &T) -> Agreement,
        shown: impl Fn(&T) -> String,
    ) -> Option<Side> {
        let (left, right) = (slot(&mut self.left).take(), slot(&mut self.right).take());
        let (side, value) = match (left, right) {
            (None, None) => return None,
            (Some(value), None) => (Side::Left, value),
            (None, Some(value)) => (Side::Right, value),
            (Some(left), Some(right)) => {
                let agreement = agreement(&left, &right);
                let side = self.stands(key, agreement);
                let (stands, gives_way) = if side == Side::Left { (left, right) } else { (right, left) };
                self.compared(key, side, agreement, &shown(&stands), &shown(&gives_way));
                (side, stands)
            }
        };
        *slot(&mut self.left) = Some(value);
        self.origin_of(key, side);
        Some(side)
    }

    /// Keeps what gives way, and says so where it contradicts what stands.
    pub(super) fn compared(&mut self, key: &'static str, stands: Side, agreement: Agreement, standing: &str, value: &str) {
        if matches!(agreement, Agreement::Worded | Agreement::Contradiction) {
            let told = self.give_way(key, stands.other(), value);
            if let Some(told) = told.filter(|_| agreement == Agreement::Contradiction) {
                self.contradiction(key, stands, told, standing, value);
            }
        }
    }

    /// Moves a fact of one side's sources to their `differs`; gives the first
    /// source that stated it. A source that states what stands is the same
    /// source read again, and does not differ from itself.
    fn give_way(&mut self, key: &'static str, side: Side, value: &str) -> Option<Source> {
        let (sources, others) = match side {
            Side::Left => (&mut self.left.sources, &self.right.sources),
            Side::Right => (&mut self.right.sources, &self.left.sources),
        };
        let mut first = None;
        for source in sources.iter_mut().filter(|source| states(source, key)) {
            source.facts.retain(|fact| fact != key);
            if others.iter().any(|other| rank(other) == rank(source) && states(other, key)) {
                continue;
            }
            source.differs.push(Difference { field: key.to_owned(), value: value.to_owned() });
            first.get_or_insert_with(|| source.clone());
        }
        first
    }

    fn contradiction(&mut self, key: &'static str, stands: Side, source: Source, standing: &str, value: &str) {
        let believed = self.project(stands);
        let stating = believed.sources.iter().filter(|source| states(source, key)).min_by(|a, b| rank(a).cmp(&rank(b)));
        let believed = stating.unwrap_or(&believed.source);
        let other = self.project(stands.other());
        let line = other.origins.get(key).filter(|origin| origin.source == source.name).map_or(source.line, |origin| origin.line);
        let message = format!(
            "{} says «{}», {}:{} says «{}»; the latter stands",
            source.name,
            excerpt(value),
            believed.name,
            believed.line,
            excerpt(standing)
        );
        self.notices.push(SourceNotice { source: source.name, notice: Notice::field(NoticeCode::Conflict, line, key, message) });
    }

    /// Remembers where the fact that stands stood.
    pub(super) fn origin_of(&mut self, key: &'static str, side: Side) {
        if side == Side::Right {
            match self.right.origins.remove(key) {
                Some(origin) => drop(self.left.origins.insert(key, origin)),
                None => drop(self.left.origins.remove(key)),
            }
        }
    }

    fn finish(mut self) -> (Project, Vec<SourceNotice>) {
        let mut sources: BTreeMap<String, Source> = BTreeMap::new();
        for source in self.left.sources.drain(..).chain(self.right.sources.drain(..)) {
            let place = format!("{} {} {}", source.kind.code(), source.name, source.line);
            match sources.get_mut(&place) {
                Some(known) => read_again(known, source),
                None => drop(sources.insert(place, source)),
            }
        }
        let mut sources: Vec<Source> = sources.into_values().collect();
        sources.sort_by(|a, b| rank(a).cmp(&rank(b)));
        for source in sources.split_off(sources.len().min(MOST_SOURCES)) {
            let message = format!("the project has more than {MOST_SOURCES} sources; this one is not listed");
            let notice = Notice::field(NoticeCode::Truncated, source.line, "sources", message);
            self.notices.push(SourceNotice { source: source.name, notice });
        }
        sources.iter_mut().for_each(tidy);
        if let [only] = sources.as_mut_slice() {
            only.facts.clear();
        }
        self.left.source = sources.first().cloned().unwrap_or_default();
        self.left.sources = sources;
        identity::tidy(&mut self.left);
        (self.left, self.notices)
    }
}

/// One source that two records were read from: what either says of it.
fn read_again(known: &mut Source, other: Source) {
    known.facts = joined(&known.facts, &other.facts);
    known.differs.extend(other.differs);
    known.url = known.url.take().or(other.url);
    known.date = known.date.max(other.date);
}

fn tidy(source: &mut Source) {
    source.facts = joined(&source.facts, &[]);
    source.differs.sort();
    source.differs.dedup();
    source.differs.truncate(MOST_DIFFERENCES);
}

/// The beginning of a statement.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
