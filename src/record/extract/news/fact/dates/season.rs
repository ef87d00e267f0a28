//! Seasons: `hösten 2023`.

use super::{NOT_OF_PROJECT, STARTS};
use crate::record::date::PartialDate;
use crate::record::draft::{Confidence, Fact};
use crate::record::extract::news::prose::{folded, has, occurrences};

/// Seasons and the months each spans; winter spans two years and gives none.
const SEASONS: &[(&str, i8, i8)] = &[
    ("våren", 1, 6),
    ("vårterminen", 1, 6),
    ("sommaren", 6, 8),
    ("hösten", 8, 12),
    ("höstterminen", 8, 12),
    ("vår", 1, 6),
    ("höst", 8, 12),
    ("i början av", 1, 4),
    ("i slutet av", 9, 12),
    ("årsskiftet", 1, 1),
];

/// The date in the year of a season that holds the month, in a sentence about a start.
pub(super) fn dated(month: i8, day: Option<i8>, line: usize, page: &[(usize, &str)]) -> Option<Fact<String>> {
    let starts = page.iter().filter(|(_, sentence)| has(&folded(sentence), STARTS));
    let (year, sentence) = starts.into_iter().find_map(|(_, sentence)| {
        let (year, first, last) = season(&folded(sentence))?;
        (first..=last).contains(&month).then_some((year, sentence))
    })?;
    let date = PartialDate::new(year, Some(month), day)?;
    Some(Fact::derived(date.to_string(), line).read_from(sentence, Confidence::Weak))
}

/// A start that is told by its season only is known by its year.
pub(super) fn start(sentences: &[(usize, &str)]) -> Option<Fact<String>> {
    sentences.iter().find_map(|(line, sentence)| {
        let lower = folded(sentence);
        let about = has(&lower, STARTS) && !has(&lower, NOT_OF_PROJECT);
        let (year, ..) = season(&lower).filter(|_| about)?;
        Some(Fact::derived(PartialDate::new(year, None, None)?.to_string(), *line).read_from(sentence, Confidence::Likely))
    })
}

/// `hösten 2023`: the year and the months.
fn season(lower: &str) -> Option<(i16, i8, i8)> {
    SEASONS.iter().find_map(|(name, first, last)| {
        occurrences(lower, name).find_map(|(_, end)| {
            let year = lower.get(end..)?.trim_start().get(..4)?.parse().ok()?;
            PartialDate::new(year, None, None).map(|_| (year, *first, *last))
        })
    })
}
