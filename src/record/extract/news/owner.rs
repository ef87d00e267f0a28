//! The owner: who runs a project, by what stands beside the name.

use super::party;
use super::prose::{folded, has, occurrences};
use crate::record::amount;
use crate::record::draft::Fact;

/// On which side of a cue the owner stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    After,
    Before,
    /// Before, where money follows in the sentence.
    BeforeMoney,
    /// After, where an amount stands before it.
    AfterMoney,
}

/// How owners are told, the surest first.
const CUES: &[(&str, Side)] = &[
    ("är projektägare", Side::Before),
    ("som projektägare", Side::Before),
    ("står som projektägare", Side::Before),
    ("blir projektägare", Side::Before),
    ("med projektägare", Side::After),
    ("projektägare är", Side::After),
    ("projektägaren är", Side::After),
    ("projektägare:", Side::After),
    ("projektägare", Side::After),
    ("projektägaren", Side::After),
    ("stödmottagare är", Side::After),
    ("sökande är", Side::After),
    ("huvudman är", Side::After),
    ("ägs av", Side::After),
    ("äger projektet", Side::Before),
    ("äger", Side::Before),
    ("drivs av", Side::After),
    ("drivs gemensamt av", Side::After),
    ("driver projektet", Side::Before),
    ("leder projektet", Side::Before),
    ("leds av", Side::After),
    ("genomförs av", Side::After),
    ("samordnas av", Side::After),
    ("koordineras av", Side::After),
    ("står bakom", Side::Before),
    ("har sökt", Side::Before),
    ("beviljats till", Side::After),
    ("har beviljats", Side::BeforeMoney),
    ("beviljats", Side::BeforeMoney),
    ("beviljas", Side::BeforeMoney),
    ("beviljades", Side::BeforeMoney),
    ("tilldelas", Side::BeforeMoney),
    ("tilldelats", Side::BeforeMoney),
    ("har fått", Side::BeforeMoney),
    ("får", Side::BeforeMoney),
    ("fick", Side::BeforeMoney),
    ("går till", Side::AfterMoney),
    ("gick till", Side::AfterMoney),
    ("driver", Side::Before),
];
/// Money in a sentence that names no amount.
const MONEY: &[&str] = &["medel", "stöd", "pengar", "pengarna", "gehör", "finansiering", "bidrag", "miljoner", "mnkr", "mkr", "kronor"];
/// What may stand between an owner and the cue behind it.
const BETWEEN: &[&str] = &[
    "har",
    "hade",
    "nu",
    "också",
    "även",
    "som",
    "sökt och",
    "sökts och",
    "har sökt och",
    "har ansökt och",
    "ansökt och",
    "ansökt om och",
    "därmed",
    "i dag",
    "bland annat",
];

/// The owner that the sentences name by the surest cue, the first of several.
///
/// `unlike` are names that are none: the project's own, the funds'.
pub(super) fn find(sentences: &[(usize, &str)], unlike: impl Fn(&str) -> bool) -> Option<Fact<String>> {
    let mut best: Option<(usize, Fact<String>)> = None;
    for (line, sentence) in sentences {
        let lower = folded(sentence);
        for (rank, (cue, side)) in CUES.iter().enumerate() {
            if best.as_ref().is_some_and(|(known, _)| *known <= rank) {
                break;
            }
            let party = occurrences(&lower, cue)
                .find_map(|(start, end)| beside(sentence, &lower, start, end, *side).filter(|party| !unlike(party)));
            if let Some(party) = party {
                best = Some((rank, Fact::stated(party.to_owned(), *line)));
            }
        }
    }
    best.map(|(_, owner)| owner)
}

/// Whether a sentence names an owner by a cue that only owners have.
pub(super) fn told(sentence: &str) -> bool {
    let lower = folded(sentence);
    CUES.iter()
        .take_while(|(cue, _)| *cue != "har sökt")
        .any(|(cue, side)| occurrences(&lower, cue).any(|(start, end)| beside(sentence, &lower, start, end, *side).is_some()))
}

fn beside<'t>(sentence: &'t str, lower: &str, start: usize, end: usize, side: Side) -> Option<&'t str> {
    let before = || sentence.get(..start).and_then(subject);
    let after = || sentence.get(end..).and_then(party::leading);
    match side {
        Side::After => after(),
        Side::Before => before(),
        Side::BeforeMoney => before().filter(|_| lower.get(end..).is_some_and(|rest| has(rest, MONEY))),
        Side::AfterMoney => after().filter(|_| sentence.get(..start).is_some_and(|rest| !amount::mentions(rest).is_empty())),
    }
}

/// The party before a cue, whatever small words stand between.
fn subject(before: &str) -> Option<&str> {
    let mut text = before.trim_end();
    loop {
        let bare = text.trim_end_matches(',').trim_end();
        let lower = folded(bare);
        let shorter =
            BETWEEN.iter().filter(|word| occurrences(&lower, word).any(|(_, end)| end == lower.len())).max_by_key(|word| word.len());
        match shorter.and_then(|word| bare.get(..bare.len() - word.len())) {
            Some(rest) => text = rest.trim_end(),
            None => return party::trailing(clause(bare)),
        }
    }
}

/// What follows the last sign that begins a new clause.
fn clause(text: &str) -> &str {
    const OPENS: &[&str] = &["; ", ": ", " – ", " att "];
    let from = OPENS.iter().filter_map(|mark| text.rfind(mark).map(|at| at + mark.len())).max().unwrap_or(0);
    let rest = text.get(from..).unwrap_or(text);
    if rest.chars().next().is_some_and(char::is_uppercase) { rest } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let sentences: Vec<(usize, &str)> = super::super::prose::sentences(text).into_iter().map(|sentence| (1, sentence)).collect();
        let found = find(&sentences, |party| party == "Bryggan" || party == "ESF").map(|fact| fact.value);
        assert_eq!(found.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn cues() {
        check("Projektet ägs av Mora kommun och drivs med Orsa kommun.", "Mora kommun");
        check("Region Skåne är projektägare.", "Region Skåne");
        check("Bryggan med Region Skåne som projektägare beviljas 3 mkr.", "Region Skåne");
        check("Bryggan med projektägare Kommunal Skåne, får 3 mkr.", "Kommunal Skåne");
        check("Bryggan har sökts och beviljats till Akademi Syd och syftar till mer.", "Akademi Syd");
        check("Region Skåne har sökt och beviljats nästan 3 mkr från ESF.", "Region Skåne");
        check(
            "Samordningsförbunden i Skåne, Halland och Blekinge har beviljats medel ur ESF.",
            "Samordningsförbunden i Skåne, Halland och Blekinge",
        );
        check("Projektet drivs av Garnbolaget AB, som beviljas 3 mkr.", "Garnbolaget AB");
        check("Stiftelsen Väv äger projektet och tilldelas 3 mkr.", "Stiftelsen Väv");
        check("Resten, 3 mkr, går till Garnbolaget AB och projektet Väft.", "Garnbolaget AB");
        check("Projektet får 3 mkr.", "");
        check("ESF har beviljat 3 mkr.", "");
        check("Bryggan får 3 mkr.", "");
    }

    #[test]
    fn the_surer_cue_wins() {
        check("Mora kommun har beviljats 3 mkr. Orsa kommun är projektägare.", "Orsa kommun");
        check("Projektet drivs av Mora kommun. Orsa kommun får 3 mkr.", "Mora kommun");
    }
}
