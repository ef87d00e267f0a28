//! The facts of which one value stands, each with what agreement means for it.

use std::collections::HashSet;

use super::super::normalise::MAX_NAMES;
use super::super::owner::comparison_key;
use super::super::project::{Coded, Project};
use super::agreement::{self as agree, Agreement};
use super::pair::{Pair, Side};
use super::shown;
use super::trust::is_official;

impl Pair {
    /// Everything but texts, owner and places.
    pub(super) fn fields(&mut self) {
        self.funds();
        self.one("programme", |p| &mut p.programme, agree::programmes, |programme| programme.code.clone());
        self.text("programme_area", |p| &mut p.programme_area);
        self.text("specific_objective", |p| &mut p.specific_objective);
        self.codes();
        self.one("start", |p| &mut p.start, agree::dates, ToString::to_string);
        self.one("end", |p| &mut p.end, agree::dates, ToString::to_string);
        self.one("total_budget", |p| &mut p.total_budget, agree::amounts, shown::amount);
        self.one("granted", |p| &mut p.granted, agree::amounts, shown::amount);
        self.one("cofinancing_rate", |p| &mut p.cofinancing_rate, agree::rates, shown::percent);
        self.counts("participants", |p| (&mut p.participants, &mut p.participants_max));
        self.counts("companies", |p| (&mut p.companies, &mut p.companies_max));
        let same = |left: &bool, right: &bool| if left == right { Agreement::Same } else { Agreement::Contradiction };
        self.one("strategic", |p| &mut p.strategic, same, shown::answer);
        self.names("partners", |p| &mut p.partners);
        self.names("secondary_themes", |p| &mut p.secondary_themes);
    }

    /// The period goes with the fund: it follows from the same statements. A
    /// news page that names the narrower fund than an authority is not believed.
    fn funds(&mut self) {
        let official = |project: &Project| project.sources.iter().any(|source| is_official(source.kind));
        let (left, right) = (official(&self.left), official(&self.right));
        let agreement = move |a: &Coded, b: &Coded| match agree::funds(a, b) {
            Agreement::LeftFiner if right && !left => Agreement::Same,
            Agreement::RightFiner if left && !right => Agreement::Same,
            other => other,
        };
        let side = self.one("fund", |p| &mut p.fund, agreement, |fund| fund.code.clone());
        let other = self.right.period.take();
        if side == Some(Side::Right) || self.left.period.is_none() {
            self.left.period = other.or(self.left.period.take());
        }
    }

    fn text(&mut self, key: &'static str, slot: fn(&mut Project) -> &mut Option<String>) {
        self.one(key, slot, |a, b| agree::texts(a, b), Clone::clone);
    }

    fn codes(&mut self) {
        let slot =
            |p: &mut Project| -> Option<Vec<Coded>> { Some(std::mem::take(&mut p.intervention_fields)).filter(|list| !list.is_empty()) };
        let (mut left, mut right) = (slot(&mut self.left), slot(&mut self.right));
        let side = match (&left, &right) {
            (None, None) => return,
            (Some(_), None) => Side::Left,
            (None, Some(_)) => Side::Right,
            (Some(a), Some(b)) => {
                let agreement = agree::lists(a, b);
                let side = self.stands("intervention_fields", agreement);
                let (stands, gives_way) = if side == Side::Left { (a, b) } else { (b, a) };
                let (stands, gives_way) = (shown::codes(stands), shown::codes(gives_way));
                self.compared("intervention_fields", side, agreement, &stands, &gives_way);
                side
            }
        };
        let stands = if side == Side::Left { left.take() } else { right.take() };
        self.left.intervention_fields = stands.unwrap_or_default();
        self.origin_of("intervention_fields", side);
    }

    fn counts(&mut self, key: &'static str, slots: fn(&mut Project) -> (&mut Option<u64>, &mut Option<u64>)) {
        let take = |project: &mut Project| {
            let (low, high) = slots(project);
            (low.take(), high.take())
        };
        let (left, right) = (take(&mut self.left), take(&mut self.right));
        let side = match (left.0, right.0) {
            (None, None) => return,
            (Some(_), None) => Side::Left,
            (None, Some(_)) => Side::Right,
            (Some(_), Some(_)) => {
                let agreement = agree::counts(left, right);
                let side = self.stands(key, agreement);
                let (stands, gives_way) = if side == Side::Left { (left, right) } else { (right, left) };
                self.compared(key, side, agreement, &shown::count(stands.0, stands.1), &shown::count(gives_way.0, gives_way.1));
                side
            }
        };
        let (low, high) = slots(&mut self.left);
        (*low, *high) = if side == Side::Left { left } else { right };
        self.origin_of(key, side);
    }

    /// The names of both, the believed side's first, each owner once.
    fn names(&mut self, key: &'static str, slot: fn(&mut Project) -> &mut Vec<String>) {
        let side = if slot(&mut self.left).is_empty() { Side::Right } else { self.believed(key) };
        let (left, right) = (std::mem::take(slot(&mut self.left)), std::mem::take(slot(&mut self.right)));
        let (first, second) = if side == Side::Left { (left, right) } else { (right, left) };
        if first.is_empty() {
            return;
        }
        let mut seen = HashSet::new();
        let once = first.into_iter().chain(second).filter(|name| seen.insert(comparison_key(name)));
        *slot(&mut self.left) = once.take(MAX_NAMES).collect();
        self.origin_of(key, side);
    }

    /// A source may count the owner of another source among the partners.
    pub(super) fn without_owner_among_partners(&mut self) {
        let Some(owner) = self.left.owner.as_ref().map(|owner| comparison_key(&owner.name)) else { return };
        self.left.partners.retain(|name| comparison_key(name) != owner);
    }
}
