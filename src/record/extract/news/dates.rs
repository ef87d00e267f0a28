//! Start and end of a project in running text.

use super::prose::{folded, has, occurrences};
use crate::record::date::{DateMention, PartialDate, mentions};
use crate::record::draft::Fact;

/// Words of a sentence that says when a project starts.
const STARTS: &[&str] = &[
    "börjar",
    "drar i gång",
    "drar igång",
    "inleds",
    "inleddes",
    "löper från",
    "löper mellan",
    "projektperiod",
    "projektperioden",
    "projekttid",
    "pågår från",
    "pågår mellan",
    "pågår under",
    "period:",
    "start",
    "startar",
    "startade",
    "starta",
    "startdatum",
    "starten",
    "startat",
    "sätter i gång",
];
/// Words before the end of a project.
const ENDS: &[&str] = &[
    "avslutas",
    "avslutade",
    "avslutat",
    "fram till",
    "till och med",
    "t.o.m.",
    "t.o.m",
    "slutar",
    "slutdatum",
    "pågår till",
    "löper till",
    "är klart",
    "avslut",
];
/// Between the two ends of a period.
const BETWEEN: &[&str] = &["till", "–", "-", "och", "till den", "till och med", "t.o.m.", "och den", "till och med den", "—"];
/// Sentences about something else than the project's time.
const NOT_OF_PROJECT: &[&str] = &[
    "ansökningstid",
    "ansökningar",
    "ansökan senast",
    "utlysningen",
    "utlysningar",
    "beslutsomgång",
    "programperioden",
    "sista ansökningsdag",
];
/// Seasons and the months each spans; winter spans two years and gives none.
const SEASONS: &[(&str, i8, i8)] = &[("våren", 1, 6), ("sommaren", 6, 8), ("hösten", 8, 12), ("vår", 1, 6), ("höst", 8, 12)];

/// What the sentences say of a project's time.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub start: Option<Fact<String>>,
    pub end: Option<Fact<String>>,
}

impl Span {
    /// Fills what is still unknown from another text.
    pub(super) fn or(self, other: Span) -> Span {
        Span { start: self.start.or(other.start), end: self.end.or(other.end) }
    }
}

/// The first start and the first end that the sentences state. A start without
/// a year takes it from a season that the page starts the project in.
pub(super) fn find(sentences: &[(usize, &str)], page: &[(usize, &str)]) -> Span {
    let mut span = Span::default();
    let mut yearless = None;
    for (line, sentence) in sentences {
        let lower = folded(sentence);
        if has(&lower, NOT_OF_PROJECT) {
            continue;
        }
        let dates = mentions(sentence);
        span = span.or(period(&lower, &dates, *line));
        let start = start(&lower, &dates);
        span.start = span.start.or_else(|| start.and_then(|mention| mention.date).map(|date| Fact::stated(date.to_string(), *line)));
        yearless = yearless
            .or_else(|| start.filter(|mention| mention.date.is_none()).and_then(|mention| Some((mention.month?, mention.day?, *line))));
        span.end = span.end.or_else(|| end(&lower, &dates, *line));
    }
    if span.start.is_none() {
        span.start = yearless.and_then(|(month, day, line)| with_year(month, day, line, page)).or_else(|| season_start(sentences));
    }
    span
}

/// `från D1 till D2`, `D1 – D2` in a sentence about the project's time.
fn period(lower: &str, dates: &[DateMention], line: usize) -> Span {
    let Some((first, second)) = dates.iter().zip(dates.iter().skip(1)).find(|(first, second)| {
        let between = lower.get(first.end..second.start).map(str::trim).unwrap_or_default();
        BETWEEN.contains(&between)
    }) else {
        return Span::default();
    };
    let about = has(lower, STARTS) || has(lower, ENDS) || has(lower, &["pågår", "löper", "mellan", "genomförs", "från"]);
    let Some(end) = second.date.filter(|_| about && has_month(second)) else { return Span::default() };
    let start = first.date.filter(|_| has_month(first)).or_else(|| PartialDate::new(end.year(), first.month, first.day));
    Span { start: start.map(|date| Fact::stated(date.to_string(), line)), end: Some(Fact::stated(date_text(lower, second, end), line)) }
}

fn has_month(mention: &DateMention) -> bool {
    mention.month.is_some()
}

/// The date nearest behind a word for starting, else the nearest before it.
fn start<'m>(lower: &str, dates: &'m [DateMention]) -> Option<&'m DateMention> {
    let at = STARTS.iter().filter_map(|cue| occurrences(lower, cue).next()).map(|(start, _)| start).min()?;
    let stop =
        ENDS.iter().flat_map(|cue| occurrences(lower, cue)).map(|(start, _)| start).filter(|end| *end > at).min().unwrap_or(lower.len());
    let dated = || dates.iter().filter(|mention| mention.month.is_some());
    dated().find(|mention| mention.start >= at && mention.start < stop).or_else(|| dated().rfind(|mention| mention.end <= at))
}

fn end(lower: &str, dates: &[DateMention], line: usize) -> Option<Fact<String>> {
    ENDS.iter().flat_map(|cue| occurrences(lower, cue)).find_map(|(_, end)| {
        let mention = dates.iter().find(|mention| mention.start >= end && mention.start < end + 30)?;
        Some(Fact::stated(date_text(lower, mention, mention.date?), line))
    })
}

/// A date as ISO; the last day of a month that says so: *sista december 2026*.
fn date_text(lower: &str, mention: &DateMention, date: PartialDate) -> String {
    let last =
        lower.get(..mention.start).is_some_and(|before| before.trim_end().ends_with("sista") || before.trim_end().ends_with("slutet av"));
    let says_day = last && mention.day.is_none() && lower.get(..mention.start).is_some_and(|before| before.trim_end().ends_with("sista"));
    if says_day { date.last_day().to_string() } else { date.to_string() }
}

/// The year of a season that holds the month, in a sentence about a start.
fn with_year(month: i8, day: i8, line: usize, page: &[(usize, &str)]) -> Option<Fact<String>> {
    let year = page.iter().filter(|(_, sentence)| has(&folded(sentence), STARTS)).find_map(|(_, sentence)| {
        let (year, first, last) = season(&folded(sentence))?;
        (first..=last).contains(&month).then_some(year)
    })?;
    let date = PartialDate::new(year, Some(month), Some(day))?;
    Some(Fact::derived(date.to_string(), line))
}

/// A start that is told by its season only is known by its year.
fn season_start(sentences: &[(usize, &str)]) -> Option<Fact<String>> {
    sentences.iter().find_map(|(line, sentence)| {
        let lower = folded(sentence);
        let about = has(&lower, STARTS) && !has(&lower, NOT_OF_PROJECT);
        let (year, ..) = season(&lower).filter(|_| about)?;
        Some(Fact::derived(PartialDate::new(year, None, None)?.to_string(), *line))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, start: &str, end: &str) {
        let sentences: Vec<(usize, &str)> = super::super::prose::sentences(text).into_iter().map(|sentence| (1, sentence)).collect();
        let span = find(&sentences, &sentences);
        let text_of = |fact: Option<Fact<String>>| fact.map(|fact| fact.value).unwrap_or_default();
        assert_eq!((text_of(span.start).as_str(), text_of(span.end).as_str()), (start, end), "{text}");
    }

    #[test]
    fn starts_and_ends() {
        check("Bryggan startar den 3 mars 2024 och avslutas den 2 mars 2026.", "2024-03-03", "2026-03-02");
        check("Bryggan löper från 3 mars 2024 till 2 mars 2026.", "2024-03-03", "2026-03-02");
        check("Bryggan pågår till och med maj 2023.", "", "2023-05");
        check("Start sker i maj 2023.", "2023-05", "");
        check("Båda startar i maj 2021 och ska vara avslutade i juni 2022.", "2021-05", "2022-06");
        check("Alla får stöd fram till sista juni 2026.", "", "2026-06-30");
        check("Slutrapporten väntas i maj 2024.", "", "");
        check("Nästa utlysning startar den 3 mars 2024, ansökningar tas emot då.", "", "");
        check("Programmet 2021–2027 finansierar.", "", "");
    }

    #[test]
    fn a_start_without_a_year() {
        check("Bryggan startar den 3 oktober. Start för projekten är hösten 2024.", "2024-10-03", "");
        check("Bryggan startar den 3 oktober. Start för projekten är våren 2024.", "2024", "");
        check("Bryggan startar den 3 oktober.", "", "");
        check("Bryggan startar hösten 2024.", "2024", "");
    }
}
