//! Start and end of a project in running text.

mod duration;
mod season;

use crate::record::date::{DateMention, PartialDate, mentions};
use crate::record::draft::{Confidence, Fact};
use crate::record::extract::news::prose::{folded, has, occurrences};

/// Words of a sentence that says when a project starts.
const STARTS: &[&str] = &[
    "börjar",
    "börjar i",
    "drar i gång",
    "drar igång",
    "drog i gång",
    "drog igång",
    "går i gång",
    "inleds",
    "inleddes",
    "kommer i gång",
    "kommer igång",
    "löper från",
    "löper mellan",
    "löper under",
    "med start",
    "projektperiod",
    "projektperioden",
    "projektstart",
    "projekttid",
    "projekttiden",
    "pågår från",
    "pågår mellan",
    "pågår under",
    "pågår",
    "period:",
    "rivstartar",
    "sjösätts",
    "start",
    "startar",
    "startade",
    "startades",
    "starta",
    "startas",
    "startdag",
    "startdatum",
    "starten",
    "startat",
    "sätter i gång",
    "sätter igång",
    "tar sin början",
    "runs from",
    "sätter vi igång",
    "sätter vi i gång",
    "kör igång",
    "kör i gång",
    "starts",
    "started",
];
/// Words before the end of a project.
const ENDS: &[&str] = &[
    "avslutas",
    "avslutade",
    "avslutades",
    "avslutat",
    "fram till",
    "fram till och med",
    "till och med",
    "t.o.m.",
    "t.o.m",
    "t om",
    "t.om.",
    "slutar",
    "slutdatum",
    "pågår till",
    "pågå till",
    "pågå fram till",
    "före den",
    "håller på till",
    "vara klara",
    "klara senast",
    "klart senast",
    "löper till",
    "är färdiga",
    "är färdigt",
    "vara färdigt",
    "färdig",
    "håller på till och med",
    "håller på fram till",
    "är klart",
    "vara klart",
    "avslut",
    "slutförs",
    "tar slut",
    "upphör",
    "ends",
    "until",
];
/// Between the two ends of a period.
const BETWEEN: &[&str] = &[
    "till",
    "–",
    "-",
    "och",
    "till den",
    "till och med",
    "t.o.m.",
    "t.o.m",
    "och den",
    "till och med den",
    "—",
    "fram till",
    "fram till den",
    "t o m",
    "to",
    "until",
    "fram till och med",
    "till slutet av",
    "till sista",
];
/// Words beside a period that is the project's.
const DURING: &[&str] = &[
    "pågår",
    "pågick",
    "löper",
    "mellan",
    "genomförs",
    "genomfördes",
    "från",
    "projekttid",
    "projektperiod",
    "under perioden",
    "period",
    "projektet",
    "runs",
    "håller på",
];
/// Sentences about something else than the project's time.
const NOT_OF_PROJECT: &[&str] = &[
    "ansökningstid",
    "ansökningar",
    "ansökningsomgång",
    "ansökan senast",
    "utlysningen",
    "utlysningar",
    "beslutsomgång",
    "programperioden",
    "programperiod",
    "sista ansökningsdag",
    "föregående",
    "tidigare projekt",
    "föregångaren",
    "förra projektet",
];

/// What the sentences say of a project's time.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Span {
    pub start: Option<Fact<String>>,
    pub end: Option<Fact<String>>,
}

impl Span {
    /// Fills what is still unknown from another text.
    pub(in super::super) fn or(self, other: Span) -> Span {
        Span { start: self.start.or(other.start), end: self.end.or(other.end) }
    }
}

/// The first start and the first end that the sentences state.
///
/// A start without a year takes it from a season that the page starts the
/// project in, else from the page's date; one that is still to come lies after
/// that. An end follows from a start and an exact duration.
pub(in super::super) fn find(sentences: &[(usize, &str)], page: &[(usize, &str)], date: Option<PartialDate>) -> Span {
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
        let dated = start.and_then(|mention| mention.date);
        span.start = span.start.or_else(|| dated.map(|date| fact(date.to_string(), *line, sentence)));
        let ahead = !has(&lower, &["startade", "inleddes", "började", "startades", "drog i gång", "drog igång"]);
        let without = start.filter(|mention| mention.date.is_none());
        yearless = yearless
            .or_else(|| without.and_then(|mention| Some((mention.month?, mention.day, *line, ahead))))
            .or_else(|| month_alone(&lower).map(|month| (month, None, *line, ahead)));
        span.end = span.end.or_else(|| end(&lower, &dates, *line));
    }
    if span.start.is_none() {
        span.start = yearless
            .and_then(|(month, day, line, _)| season::dated(month, day, line, page))
            .or_else(|| season::start(sentences))
            .or_else(|| yearless.and_then(|(month, day, line, ahead)| in_year_of_page(month, day, line, ahead, date)));
    }
    span.end = span.end.take().or_else(|| duration::end(&span.start, sentences));
    span
}

/// Start and end of a field such as `36 månader från 2024-08-01`.
pub(in super::super) fn from_duration(text: &str) -> Option<(PartialDate, PartialDate)> {
    let start = mentions(text).into_iter().find_map(|mention| mention.date)?;
    Some((start, duration::after(start, duration::stated(&folded(text))?)?))
}

fn fact(date: String, line: usize, sentence: &str) -> Fact<String> {
    Fact::stated(date, line).read_from(sentence, Confidence::Likely)
}

/// `startar i december`: a month without day and year, behind a word for starting.
fn month_alone(lower: &str) -> Option<i8> {
    STARTS.iter().flat_map(|cue| occurrences(lower, cue)).find_map(|(_, end)| {
        let rest = lower.get(end..lower.ceil_char_boundary(end + 30))?;
        let (_, after) = rest.split_once("i ")?;
        crate::record::date::month_number(after.split(|c: char| !c.is_alphabetic()).next()?).filter(|_| !after.starts_with("mar "))
    })
}

/// The date in the year of the page; in the next where it is told as still to
/// come and the month lies well before the page's.
fn in_year_of_page(month: i8, day: Option<i8>, line: usize, ahead: bool, page: Option<PartialDate>) -> Option<Fact<String>> {
    let page = page?;
    let passed = ahead && page.month().is_some_and(|of_page| month + 1 < of_page);
    let date = PartialDate::new(page.year() + i16::from(passed), Some(month), day)?;
    Some(Fact::derived(date.to_string(), line).read_from(&page.to_string(), Confidence::Weak))
}

/// `från D1 till D2`, `D1 – D2` in a sentence about the project's time.
fn period(lower: &str, dates: &[DateMention], line: usize) -> Span {
    let Some((first, second)) = dates.iter().zip(dates.iter().skip(1)).find(|(first, second)| {
        let between = lower.get(first.end..second.start).map(str::trim).unwrap_or_default();
        BETWEEN.contains(&between)
    }) else {
        return Span::default();
    };
    let about = has(lower, STARTS) || has(lower, ENDS) || has(lower, DURING);
    let years = !has_month(first)
        && !has_month(second)
        && has(lower, &["pågår", "löper", "projektperiod", "projekttid", "period:", "projektet pågår"]);
    let Some(end) = second.date.filter(|_| about && (has_month(second) || years)) else { return Span::default() };
    let start = first.date.filter(|_| has_month(first) || years).or_else(|| PartialDate::new(end.year(), first.month, first.day));
    Span { start: start.map(|date| fact(date.to_string(), line, lower)), end: Some(fact(date_text(lower, second, end), line, lower)) }
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
    dated()
        .find(|mention| mention.start >= at && mention.start < stop)
        .or_else(|| dated().rfind(|mention| mention.end <= at && !ends_before(lower, mention.start)))
}

/// Whether a word for an end stands right before a date.
fn ends_before(lower: &str, date: usize) -> bool {
    let from = lower.floor_char_boundary(date.saturating_sub(25));
    lower.get(from..date).is_some_and(|near| has(near, ENDS))
}

fn end(lower: &str, dates: &[DateMention], line: usize) -> Option<Fact<String>> {
    ENDS.iter().flat_map(|cue| occurrences(lower, cue)).find_map(|(_, end)| {
        let mention = dates.iter().find(|mention| mention.start >= end && mention.start < end + 30)?;
        Some(fact(date_text(lower, mention, mention.date?), line, lower))
    })
}

/// A date as ISO; the last day of a month that says so: *sista december 2026*.
fn date_text(lower: &str, mention: &DateMention, date: PartialDate) -> String {
    let last =
        lower.get(..mention.start).is_some_and(|before| before.trim_end().ends_with("sista") || before.trim_end().ends_with("slutet av"));
    let says_day = last && mention.day.is_none() && lower.get(..mention.start).is_some_and(|before| before.trim_end().ends_with("sista"));
    if says_day { date.last_day().to_string() } else { date.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, start: &str, end: &str) {
        let sentences: Vec<(usize, &str)> = super::super::super::prose::sentences(text).into_iter().map(|sentence| (1, sentence)).collect();
        let span = find(&sentences, &sentences, PartialDate::parse("2024-11-08"));
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
    fn durations_from_a_known_start() {
        check("Det treåriga projektet startar 1 september 2023.", "2023-09-01", "2026-08-31");
        check("Start är i augusti 2023 och det pågår i två år.", "2023-08", "2025-07");
        check("Start i mars 2024. Det pågår i två och ett halvt år.", "2024-03", "2026-08");
        check("Start är i augusti 2023 och det väntas pågå i ungefär tre år.", "2023-08", "");
        check("Det treåriga projektet är igång.", "", "");
    }

    #[test]
    fn a_start_without_a_year() {
        check("Bryggan startar den 3 oktober. Start för projekten är hösten 2024.", "2024-10-03", "");
        check("Bryggan startar den 3 oktober. Start för projekten är våren 2024.", "2024", "");
        check("Bryggan startar den 3 december.", "2024-12-03", "");
        check("Bryggan drar i gång i december.", "2024-12", "");
        check("Bryggan startar den 3 februari.", "2025-02-03", "");
        check("Bryggan startade den 3 februari.", "2024-02-03", "");
        check("Bryggan startar hösten 2024.", "2024", "");
    }
}
