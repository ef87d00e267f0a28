//! Whether records whose names are equal are one project.
//!
//! Records of an authority must begin at the same time besides. A news page may
//! leave out what it likes, but nothing it states may contradict (the fund, a
//! grant more than a twentieth away, a start more than a year away), and where
//! the name is short, or only its head is equal, grant or start must agree. A
//! record that could be either of two projects is neither.

use super::agreement::{Agreement, apart_at_most, dates};
use super::keys::Seen;
use super::trust::is_official;

/// How alike two records are whose names are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alike {
    /// They are two projects, or nobody can tell.
    No,
    /// Nothing contradicts.
    Perhaps,
    /// Something beside the name agrees.
    Surely,
}

/// The farthest that two grants may lie apart and be one: a twentieth of the larger.
const GRANT: i64 = 20;
/// The farthest that two starts may lie apart and be one, in days: a year.
const START: i64 = 366;

/// Of records with one organisation number and one name.
pub(super) fn same_start(left: &Seen, right: &Seen) -> Alike {
    if starts_agree(left, right) { Alike::Surely } else { Alike::No }
}

/// Of records with one head of the name and one owner's name.
pub(super) fn same_name(left: &Seen, right: &Seen) -> Alike {
    let whole = left.name == right.name;
    let funds = left.fund == 0 || right.fund == 0 || left.fund == right.fund;
    let grants = left.granted.zip(right.granted).map(|(a, b)| apart_at_most(a, b, GRANT));
    let starts = starts_agree(left, right);
    if !funds || grants == Some(false) || starts_far_apart(left, right) || !(whole || left.bare || right.bare) {
        return Alike::No;
    }
    if is_official(left.kind) && is_official(right.kind) {
        return if whole && starts { Alike::Surely } else { Alike::No };
    }
    match grants == Some(true) || starts {
        true => Alike::Surely,
        false if whole && left.distinctive => Alike::Perhaps,
        false => Alike::No,
    }
}

/// Whether both begin at one time, stated to the month or the day.
fn starts_agree(left: &Seen, right: &Seen) -> bool {
    let both = left.start.zip(right.start).filter(|(a, b)| a.month().is_some() && b.month().is_some());
    both.is_some_and(|(a, b)| dates(&a, &b) != Agreement::Contradiction)
}

fn starts_far_apart(left: &Seen, right: &Seen) -> bool {
    left.start.zip(right.start).is_some_and(|(a, b)| {
        let (earlier, later) = if a <= b { (a, b) } else { (b, a) };
        later.first_day().duration_since(earlier.last_day()).as_hours() / 24 > START
    })
}

/// The pairs that are alike, by their places, where neither of the two is as
/// much alike to a third that is not alike to the other. At most 64 things.
pub(super) fn unambiguous<T>(things: &[T], judge: impl Fn(&T, &T) -> Alike) -> Vec<(usize, usize)> {
    let mut perhaps = Likeness::of(things.len());
    let mut surely = Likeness::of(things.len());
    for (at, one) in things.iter().enumerate() {
        for (other_at, other) in things.iter().enumerate().skip(at + 1) {
            let found = judge(one, other);
            perhaps.set(at, other_at, found != Alike::No);
            surely.set(at, other_at, found == Alike::Surely);
        }
    }
    perhaps.without_doubt(&surely).pairs()
}

/// Which of up to 64 things are alike: for each a mask of the others and itself.
#[derive(Debug, Clone)]
struct Likeness(Vec<u64>);

impl Likeness {
    fn of(things: usize) -> Likeness {
        Likeness((0..things).map(|at| 1 << at).collect())
    }

    fn mask(&self, at: usize) -> u64 {
        self.0.get(at).copied().unwrap_or_default()
    }

    fn set(&mut self, one: usize, two: usize, alike: bool) {
        for (from, to) in [(one, two), (two, one)] {
            if let Some(mask) = self.0.get_mut(from).filter(|_| alike) {
                *mask |= 1 << to;
            }
        }
    }

    fn things(&self) -> std::ops::Range<usize> {
        0..self.0.len()
    }

    /// Whether all that a thing is alike to are alike to each other.
    fn is_clear(&self, at: usize) -> bool {
        let mask = self.mask(at);
        self.things().filter(|other| mask >> other & 1 == 1).all(|other| mask & !self.mask(other) == 0)
    }

    /// What could be either of two is only what it surely is.
    fn without_doubt(&self, surely: &Likeness) -> Likeness {
        let clear = Likeness(self.things().map(|at| if self.is_clear(at) { self.mask(at) } else { surely.mask(at) }).collect());
        let mut mutual = Likeness::of(self.0.len());
        for at in self.things() {
            for other in self.things().skip(at + 1) {
                mutual.set(at, other, clear.mask(at) >> other & 1 == 1 && clear.mask(other) >> at & 1 == 1);
            }
        }
        mutual
    }

    fn pairs(&self) -> Vec<(usize, usize)> {
        let clear: Vec<usize> = self.things().filter(|at| self.is_clear(*at)).collect();
        let alike = |one: usize, two: usize| one < two && self.mask(one) >> two & 1 == 1;
        clear.iter().flat_map(|one| clear.iter().map(move |two| (*one, *two))).filter(|(one, two)| alike(*one, *two)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::SourceKind;
    use crate::record::date::PartialDate;

    const BANK: Seen =
        Seen { kind: SourceKind::ProjectBank, name: 1, bare: true, distinctive: true, fund: 7, start: None, granted: Some(100_000_000) };
    const PAGE: Seen = Seen { kind: SourceKind::News, fund: 0, granted: None, ..BANK };

    fn from(seen: Seen, start: &str) -> Seen {
        Seen { start: PartialDate::parse(start), ..seen }
    }

    #[test]
    fn what_a_news_page_may_leave_out_and_what_not_contradict() {
        let check = |page: Seen, bank: Seen, expected: Alike| {
            assert_eq!(same_name(&page, &bank), expected, "{page:?} {bank:?}");
            assert_eq!(same_name(&bank, &page), expected, "{bank:?} {page:?}");
        };
        check(PAGE, BANK, Alike::Perhaps);
        check(Seen { granted: Some(98_000_000), ..PAGE }, BANK, Alike::Surely);
        check(Seen { granted: Some(90_000_000), ..PAGE }, BANK, Alike::No);
        check(Seen { fund: 8, ..PAGE }, BANK, Alike::No);
        check(from(PAGE, "2024-01"), from(BANK, "2024-01-15"), Alike::Surely);
        check(from(PAGE, "2023"), from(BANK, "2024-01-15"), Alike::Perhaps);
        check(from(PAGE, "2022"), from(BANK, "2024-01-15"), Alike::No);
        check(Seen { distinctive: false, ..PAGE }, Seen { distinctive: false, ..BANK }, Alike::No);
        check(Seen { name: 2, ..PAGE }, Seen { bare: false, ..BANK }, Alike::No);
        check(Seen { name: 2, granted: Some(100_000_000), ..PAGE }, Seen { bare: false, ..BANK }, Alike::Surely);
        check(Seen { name: 2, bare: false, granted: Some(100_000_000), ..PAGE }, Seen { bare: false, ..BANK }, Alike::No);
    }

    #[test]
    fn authorities_must_begin_at_one_time() {
        assert_eq!(same_name(&BANK, &BANK), Alike::No);
        assert_eq!(same_name(&from(BANK, "2024-01-15"), &from(BANK, "2024-01")), Alike::Surely);
        assert_eq!(same_start(&from(BANK, "2024-01-15"), &from(BANK, "2024-01-16")), Alike::No);
        assert_eq!(same_start(&from(BANK, "2024"), &from(BANK, "2024-01-16")), Alike::No);
    }

    #[test]
    fn what_could_be_either_is_neither() {
        use Alike::{No, Perhaps, Surely};
        let check = |rows: &[[Alike; 3]; 3], expected: &[(usize, usize)]| {
            assert_eq!(unambiguous(&[0, 1, 2], |one: &usize, two: &usize| rows[*one][*two]), expected);
        };
        let of = |a_b: Alike, a_c: Alike, b_c: Alike| [[Surely, a_b, a_c], [a_b, Surely, b_c], [a_c, b_c, Surely]];
        check(&of(Perhaps, Perhaps, Perhaps), &[(0, 1), (0, 2), (1, 2)]);
        check(&of(Perhaps, No, No), &[(0, 1)]);
        check(&of(Perhaps, Perhaps, No), &[]);
        check(&of(Surely, Perhaps, No), &[(0, 1)]);
        check(&of(Surely, Surely, No), &[]);
    }
}
