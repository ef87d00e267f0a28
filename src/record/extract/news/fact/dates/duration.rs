//! Durations: *treårigt*, *pågår i två och ett halvt år*.

use crate::record::date::PartialDate;
use crate::record::draft::{Confidence, Fact};
use crate::record::extract::news::prose::{folded, has, occurrences};

/// How many months a phrase says a project runs, the longer phrases first.
const DURATIONS: &[(&str, i32)] = &[
    ("ett och ett halvt år", 18),
    ("två och ett halvt år", 30),
    ("tre och ett halvt år", 42),
    ("ett år", 12),
    ("två år", 24),
    ("tre år", 36),
    ("fyra år", 48),
    ("fem år", 60),
    ("sex månader", 6),
    ("åtta månader", 8),
    ("nio månader", 9),
    ("tio månader", 10),
    ("tolv månader", 12),
    ("arton månader", 18),
    ("18 månader", 18),
    ("24 månader", 24),
    ("36 månader", 36),
    ("ettårigt", 12),
    ("ettåriga", 12),
    ("ettårig", 12),
    ("tvåårigt", 24),
    ("tvååriga", 24),
    ("tvåårig", 24),
    ("treårigt", 36),
    ("treåriga", 36),
    ("treårig", 36),
    ("fyraårigt", 48),
    ("fyraåriga", 48),
];
/// Words of a sentence about how long a project runs.
const RUNS: &[&str] =
    &["pågår", "pågå", "löper", "projektet", "projekt", "varar", "under", "alla", "det", "satsningen", "förstudien", "start"];
/// Words that make a duration too vague to give an end, or another's.
const VAGUE: &[&str] = &[
    "ungefär",
    "cirka",
    "ca",
    "omkring",
    "drygt",
    "knappt",
    "nästan",
    "minst",
    "upp till",
    "i runda tal",
    "höll på",
    "sedan",
    "senaste",
    "första",
    "äldre än",
];

/// The end that follows from a start with its month and an exact duration.
pub(super) fn end(start: &Option<Fact<String>>, sentences: &[(usize, &str)]) -> Option<Fact<String>> {
    let from = PartialDate::parse(&start.as_ref()?.value)?;
    sentences.iter().find_map(|(line, sentence)| {
        let months = months(&folded(sentence))?;
        Some(Fact::derived(after(from, months)?.to_string(), *line).read_from(sentence, Confidence::Weak))
    })
}

fn months(lower: &str) -> Option<i32> {
    if !has(lower, RUNS) {
        return None;
    }
    DURATIONS.iter().find_map(|(phrase, months)| {
        let (at, _) = occurrences(lower, phrase).next()?;
        let near = lower.get(lower.floor_char_boundary(at.saturating_sub(20))..at)?;
        (!has(near, VAGUE)).then_some(*months)
    })
}

/// The months that a field states: `36 månader`, `tre år`.
pub(super) fn stated(lower: &str) -> Option<i32> {
    let in_words = DURATIONS.iter().find(|(phrase, _)| occurrences(lower, phrase).next().is_some()).map(|(_, months)| *months);
    let in_figures = |unit: &str, by: i32| {
        let (before, _) = lower.split_once(unit)?;
        let number: i32 = before.split_whitespace().next_back()?.parse().ok()?;
        (1..=240).contains(&number).then_some(number * by)
    };
    in_words.or_else(|| in_figures(" månader", 1)).or_else(|| in_figures(" år", 12))
}

/// The last day, or month, of so many months from a start; none from a mere year.
pub(super) fn after(from: PartialDate, months: i32) -> Option<PartialDate> {
    let span = jiff::Span::new().try_months(months).ok()?;
    let next = from.first_day().checked_add(span).ok()?;
    let last = next.yesterday().ok()?;
    from.month()?;
    PartialDate::new(last.year(), Some(last.month()), from.day().map(|_| last.day()))
}
