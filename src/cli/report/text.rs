//! The report as text for a person.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Report, SourceReport};

/// Notices told one by one on a terminal.
const TOLD: usize = 40;

/// The report with every notice.
pub(super) fn whole(report: &Report) -> String {
    written(report, usize::MAX)
}

/// The report with the first notices.
pub(super) fn summary(report: &Report) -> String {
    written(report, TOLD)
}

fn written(report: &Report, most: usize) -> String {
    let mut text = String::new();
    let mut told = 0;
    for fetched in &report.fetched {
        if let Some(notice) = &fetched.notice {
            line(&mut text, format_args!("{}: not fetched: {notice}", fetched.source));
        }
    }
    for source in &report.sources {
        if let Some(error) = &source.error {
            line(&mut text, format_args!("{}: {error}", source.name));
        }
        for notice in source.notices.iter().take(most.saturating_sub(told)) {
            let field = notice.field.map(|field| format!(" {field}:")).unwrap_or_default();
            line(&mut text, format_args!("{}:{}: {}:{field} {}", source.name, notice.line, notice.code.code(), notice.message));
            told += 1;
        }
    }
    let notices: usize = report.codes.values().sum();
    if notices > told {
        line(&mut text, format_args!("… and {} more notices; --report FILE has them", notices - told));
    }
    if notices > 0 {
        line(&mut text, format_args!("notices by code: {}", counted(&report.codes)));
    }
    sums(&mut text, report, notices);
    text
}

fn sums(text: &mut String, report: &Report, notices: usize) {
    let given = || report.sources.iter().filter(|source| !source.absent);
    let read = given().filter(|source| source.records > 0).count();
    let vanished = if report.vanished > 0 { format!("{} vanished, ", report.vanished) } else { String::new() };
    line(
        text,
        format_args!(
            "{} records from {read} of {} files; {} rejected, {} merged, {} suppressed, {vanished}{notices} notices",
            report.records,
            given().count(),
            report.rejected,
            report.merged,
            report.suppressed
        ),
    );
    if !report.dropped.is_empty() {
        line(text, format_args!("personal data left out: {}", counted(&report.dropped)));
    }
    for source in report.sources.iter().filter(|source| has_shrunk(source)) {
        let former = source.former_records.unwrap_or_default();
        line(text, format_args!("{}: {} records, {former} in the last generation", source.name, source.records));
    }
    report.held_back.iter().for_each(|reason| line(text, format_args!("held back: {reason}")));
}

fn has_shrunk(source: &SourceReport) -> bool {
    source.former_records.is_some_and(|former| source.records < former)
}

fn counted(counts: &BTreeMap<&'static str, usize>) -> String {
    counts.iter().map(|(code, count)| format!("{code} {count}")).collect::<Vec<_>>().join(", ")
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    let _ = writeln!(text, "{words}");
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn each_notice_has_its_place() {
        let expected = "lista.csv:1: vanished: gone too\n\
            lista.csv:2: unknown_place: county: okänt\n\
            lista.csv:9: unknown_place: county: «Ö»; \"län\"\n\
            bild.png: unknown format\n\
            gammal.csv:4: vanished: gone\n\
            notices by code: unknown_place 2, vanished 2\n\
            3 records from 1 of 2 files; 0 rejected, 0 merged, 0 suppressed, 4 notices\n";
        assert_eq!(whole(&sample()), expected);
        let mut report = sample();
        report.sources[0].notices = vec![report.sources[0].notices[0].clone(); TOLD];
        report.held_back.push("lista.csv shrank".into());
        assert!(summary(&report).contains("held back: lista.csv shrank\n"));
    }
}
