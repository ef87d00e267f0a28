//! Neighbours of a stem by spelling: *fiskare* and *fiskeri*.
//!
//! Two stems are as similar as the runs of four letters that they share are
//! telling: with *g* a distinct 4-gram of `^stem$`, *V* stems of four letters
//! or more and *n(g)* of them with *g*, `i(g) = ln(1 + V / n(g))` and
//!
//! `sim(s, t) = 2 · Σ i(shared) / (Σ i(s) + Σ i(t))`.

use super::trie::at;

/// Letters of a run.
const RUN: usize = 4;

/// Shorter stems are not compared.
const SHORTEST: usize = 4;

/// Longest stem: one that no word has.
const LONGEST: usize = 100;

/// Stems by the runs of letters in them.
#[derive(Debug, Default)]
pub struct Ngrams {
    /// The stems, one after the other, and where each starts.
    text: String,
    starts: Vec<u32>,
    /// Σ i(g) of each stem.
    totals: Vec<f32>,
    /// The runs that occur, sorted; where each one's stems start; the stems.
    runs: Vec<u64>,
    lists: Vec<u32>,
    stems: Vec<u32>,
}

impl Ngrams {
    /// The neighbourhood of some distinct stems; shorter ones than four letters are left out.
    pub fn new<'s>(stems: impl Iterator<Item = &'s str>) -> Ngrams {
        let mut ngrams = Ngrams { starts: vec![0], ..Ngrams::default() };
        let mut pairs: Vec<(u64, u32)> = Vec::new();
        for (stem, number) in stems.filter(|stem| fits(stem)).zip(0..) {
            ngrams.text.push_str(stem);
            ngrams.starts.push(u32::try_from(ngrams.text.len()).unwrap_or(u32::MAX));
            pairs.extend(runs(stem).into_iter().map(|run| (run, number)));
        }
        pairs.sort_unstable();
        ngrams.totals = vec![0.0; ngrams.len()];
        for list in pairs.chunk_by(|(left, _), (right, _)| left == right) {
            let information = ngrams.information(list.len());
            ngrams.lists.push(u32::try_from(ngrams.stems.len()).unwrap_or(u32::MAX));
            ngrams.runs.extend(list.first().map(|(run, _)| *run));
            for (_, stem) in list {
                ngrams.stems.push(*stem);
                if let Some(total) = ngrams.totals.get_mut(at(*stem)) {
                    *total += information;
                }
            }
        }
        ngrams.lists.push(u32::try_from(ngrams.stems.len()).unwrap_or(u32::MAX));
        ngrams
    }

    /// The stems at least so similar, best first, without the stem itself.
    pub fn neighbours(&self, stem: &str, least: f32, most: usize) -> Vec<(&str, f32)> {
        if !fits(stem) {
            return Vec::new();
        }
        // A run that no stem has is as telling as one that a single stem has.
        let mut lists: Vec<(f32, &[u32])> =
            runs(stem).into_iter().map(|run| self.list(run)).map(|list| (self.information(list.len().max(1)), list)).collect();
        lists.sort_by(|left, right| right.0.total_cmp(&left.0));
        let total: f32 = lists.iter().map(|(information, _)| information).sum();
        let mut found: Vec<(&str, f32)> = self
            .shared(&lists, total, least)
            .into_iter()
            .filter_map(|(number, shared)| Some((self.stem(number)?, 2.0 * shared / (total + self.totals.get(at(number))?))))
            .filter(|(other, similar)| *similar >= least && *other != stem)
            .collect();
        let order = |left: &(&str, f32), right: &(&str, f32)| right.1.total_cmp(&left.1).then(left.0.cmp(right.0));
        if found.len() > most && most > 0 {
            found.select_nth_unstable_by(most - 1, order);
        }
        found.truncate(most);
        found.sort_unstable_by(order);
        found
    }

    /// How many stems there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes that the lists take.
    pub fn bytes(&self) -> usize {
        self.text.capacity()
            + 4 * (self.starts.capacity() + self.totals.capacity() + self.lists.capacity() + self.stems.capacity())
            + 8 * self.runs.capacity()
    }

    /// What each stem shares, for the stems that may share enough.
    ///
    /// The telling runs come first. Once those that are left could not make a
    /// stem similar enough by themselves, their long lists bring in no new ones.
    fn shared(&self, lists: &[(f32, &[u32])], total: f32, least: f32) -> Vec<(u32, f32)> {
        // sim ≥ least with Σ i(t) ≥ shared asks for at least this much.
        let needed = total * least / (2.0 - least).max(1.0) * 0.999;
        let mut shared = vec![0.0_f32; self.len()];
        let mut touched: Vec<u32> = Vec::new();
        let mut left = total;
        for (information, list) in lists {
            let may_begin = left >= needed;
            for number in *list {
                let Some(sum) = shared.get_mut(at(*number)) else { continue };
                if *sum > 0.0 {
                    *sum += information;
                } else if may_begin {
                    *sum = *information;
                    touched.push(*number);
                }
            }
            left -= information;
        }
        touched.into_iter().filter_map(|number| Some((number, *shared.get(at(number))?))).collect()
    }

    fn list(&self, run: u64) -> &[u32] {
        let found = self.runs.binary_search(&run).ok().and_then(|place| {
            let (start, end) = (*self.lists.get(place)?, *self.lists.get(place + 1)?);
            self.stems.get(at(start)..at(end))
        });
        found.unwrap_or_default()
    }

    fn stem(&self, number: u32) -> Option<&str> {
        let (start, end) = (*self.starts.get(at(number))?, *self.starts.get(at(number) + 1)?);
        self.text.get(at(start)..at(end))
    }

    fn information(&self, stems_with: usize) -> f32 {
        (1.0 + self.len() as f32 / stems_with as f32).ln()
    }
}

fn fits(stem: &str) -> bool {
    stem.chars().nth(SHORTEST - 1).is_some() && stem.chars().nth(LONGEST).is_none()
}

/// The distinct runs of `^stem$`, four letters of sixteen bits each.
fn runs(stem: &str) -> Vec<u64> {
    let letters = std::iter::once('^').chain(stem.chars()).chain(std::iter::once('$'));
    let mut window = 0_u64;
    let mut runs: Vec<u64> = letters
        .map(|letter| {
            // Letters beyond the first plane share their runs with others, which harms nobody.
            window = window << 16 | u64::from(u32::from(letter) & 0xffff);
            window
        })
        .skip(RUN - 1)
        .collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const STEMS: [&str; 8] = ["fisk", "fiskare", "fiskeri", "fiskodling", "odling", "plog", "sko", "skogsodling"];

    fn ngrams() -> Ngrams {
        Ngrams::new(STEMS.into_iter())
    }

    #[test]
    fn shared_runs_make_neighbours() {
        let ngrams = ngrams();
        let found: Vec<&str> = ngrams.neighbours("fiskare", 0.1, 3).into_iter().map(|(stem, _)| stem).collect();
        assert_eq!(found, ["fisk", "fiskeri", "fiskodling"]);
        assert!(!found.contains(&"fiskare"));
        assert_eq!(ngrams.neighbours("fiskodlare", 0.1, 1).first().map(|(stem, _)| *stem), Some("fiskodling"));
        assert!(ngrams.neighbours("plog", 0.1, 9).is_empty());
        assert!(ngrams.neighbours("sko", 0.0, 9).is_empty());
        assert!(ngrams.neighbours("", 0.0, 9).is_empty());
        assert!(Ngrams::new(std::iter::empty()).neighbours("fiskare", 0.0, 9).is_empty());
    }

    /// The formula as it stands, without lists.
    fn similar(stems: &[&str], left: &str, right: &str) -> f32 {
        let set = |stem: &str| runs(stem).into_iter().collect::<HashSet<u64>>();
        let stems: Vec<&str> = stems.iter().copied().filter(|stem| fits(stem)).collect();
        let information = |run: &u64| {
            let with = stems.iter().filter(|stem| set(stem).contains(run)).count().max(1);
            (1.0 + stems.len() as f32 / with as f32).ln()
        };
        let sum = |runs: HashSet<u64>| runs.iter().map(information).sum::<f32>();
        let shared = set(left).intersection(&set(right)).copied().collect();
        2.0 * sum(shared) / (sum(set(left)) + sum(set(right)))
    }

    #[test]
    fn the_formula_agrees_whatever_the_least() {
        let ngrams = ngrams();
        for typed in STEMS.into_iter().chain(["fiskning", "skogsplog"]).filter(|stem| fits(stem)) {
            for least in [0.01, 0.1, 0.3, 0.6, 0.9] {
                let found = ngrams.neighbours(typed, least, 99);
                for other in STEMS.into_iter().filter(|stem| fits(stem) && *stem != typed) {
                    let expected = similar(&STEMS, typed, other);
                    let similar = found.iter().find(|(stem, _)| *stem == other).map(|(_, similar)| *similar);
                    match similar {
                        Some(similar) => assert!((similar - expected).abs() < 1e-4 && expected > least - 1e-4, "{typed} {other}"),
                        None => assert!(expected < least + 1e-4, "{typed} {other} {expected}"),
                    }
                }
                assert!(found.is_sorted_by(|left, right| left.1 >= right.1));
            }
        }
    }
}
