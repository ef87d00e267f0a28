//! The owner: who runs a project, by what stands beside the name.

use super::owner_cues::{BETWEEN, CUES, KINDS, MONEY, Side};
use crate::record::amount;
use crate::record::draft::{Confidence, Fact};
use crate::record::extract::news::party;
use crate::record::extract::news::prose::{folded, has, occurrences, words};

/// The owner that the sentences name by the surest cue, the first of several.
///
/// `unlike` are names that are none: the project's own, the funds'. `full`
/// gives the name of a body that a sentence calls only by its kind.
pub(in super::super) fn find(
    sentences: &[(usize, &str)],
    unlike: impl Fn(&str) -> bool,
    full: impl Fn(&str) -> Option<String>,
) -> Option<Fact<String>> {
    let mut best: Option<(usize, Fact<String>)> = None;
    for (line, sentence) in sentences {
        let lower = folded(sentence);
        if let Some(owner) =
            genitive(sentence, &lower).filter(|owner| best.as_ref().is_none_or(|(rank, _)| *rank > GENITIVE) && !unlike(owner))
        {
            best = Some((GENITIVE, fact(&owner, *line, sentence)));
        }
        for (rank, (cue, side)) in CUES.iter().enumerate() {
            if best.as_ref().is_some_and(|(known, _)| *known <= rank) {
                break;
            }
            let party = occurrences(&lower, cue).find_map(|(start, end)| {
                let named = beside(sentence, &lower, start, end, *side).map(str::to_owned);
                named.or_else(|| kind_beside(&lower, start, end, *side).and_then(&full)).filter(|party| !unlike(party))
            });
            if let Some(party) = party {
                best = Some((rank, fact(&party, *line, sentence)));
            }
        }
    }
    best.map(|(_, owner)| owner)
}

/// How sure a genitive is among the cues: as sure as the last that name an owner as such.
const GENITIVE: usize = 55;

fn fact(owner: &str, line: usize, sentence: &str) -> Fact<String> {
    Fact::stated(owner.to_owned(), line).read_from(sentence, Confidence::Likely)
}

/// Whether a sentence says that somebody gets money whom it names only by a kind: *Föreningen får*.
pub(in super::super) fn pays_kind(sentence: &str) -> bool {
    let lower = folded(sentence);
    CUES.iter().any(|(cue, side)| occurrences(&lower, cue).any(|(start, end)| kind_beside(&lower, start, end, *side).is_some()))
}

/// Whether a sentence names an owner by a cue that only owners have.
pub(in super::super) fn told(sentence: &str) -> bool {
    let lower = folded(sentence);
    let by_cue = CUES
        .iter()
        .take_while(|(cue, _)| *cue != "har sökt")
        .any(|(cue, side)| occurrences(&lower, cue).any(|(start, end)| beside(sentence, &lower, start, end, *side).is_some()));
    by_cue || genitive(sentence, &lower).is_some()
}

/// `Mora kommuns projekt Bryggan`: whose project it is said to be.
fn genitive(sentence: &str, lower: &str) -> Option<String> {
    let cues = ["ansökningar ", "ansökan ", "projekt ", "projekt ”", "förstudie ", "satsning "];
    cues.iter().flat_map(|cue| lower.match_indices(cue)).find_map(|(at, _)| {
        let party = party::trailing(sentence.get(..at)?.trim_end())?;
        let ends = sentence.get(..at)?.trim_end().ends_with(party);
        let bare = party.strip_suffix(":s").or_else(|| party.strip_suffix('s'))?;
        // *Norrlands projekt* names a place, and *Högskolans* no party of its own.
        (ends && party::likeness(bare) == party::Likeness::Sure && !party::is_generic(bare)).then(|| bare.to_owned())
    })
}

/// The kind of body that stands beside a cue instead of a name: *Projektägare är Länsstyrelsen*.
fn kind_beside<'l>(lower: &'l str, start: usize, end: usize, side: Side) -> Option<&'l str> {
    let first = |text: &'l str| words(text).into_iter().next().map(|word| word.text);
    let last = |text: &'l str| words(text).into_iter().next_back().filter(|word| word.after.is_empty()).map(|word| word.text);
    let word = match side {
        Side::After | Side::AfterBeforeMoney => first(lower.get(end..)?)?,
        Side::AfterMoney => first(lower.get(end..)?).filter(|_| !amount::mentions(lower.get(..start).unwrap_or_default()).is_empty())?,
        Side::RightAfterMoney | Side::AfterGoes => return None,
        Side::Before | Side::BeforeMoney => last(lower.get(..start)?)?,
    };
    let money = matches!(side, Side::After | Side::Before | Side::AfterMoney) || lower.get(end..).is_some_and(|rest| has(rest, MONEY));
    KINDS.contains(&word).then_some(word).filter(|_| money)
}

fn beside<'t>(sentence: &'t str, lower: &str, start: usize, end: usize, side: Side) -> Option<&'t str> {
    let before = || sentence.get(..start).and_then(subject).filter(|party| !is_no_owner(party));
    let after = || sentence.get(end..).and_then(party::leading).filter(|party| !is_no_owner(party));
    let figures =
        |rest: &str| rest.trim_start().chars().take_while(|c| c.is_ascii_digit() || *c == ' ').filter(char::is_ascii_digit).count() >= 5;
    let money = |from: usize| lower.get(from..).is_some_and(|rest| has(rest, MONEY) || figures(rest) || rest.contains(":-"));
    let funded = || !amount::mentions(sentence.get(..start).unwrap_or_default()).is_empty();
    match side {
        Side::After => after(),
        Side::Before => before(),
        Side::BeforeMoney => before().filter(|_| money(end)),
        Side::AfterMoney => after().filter(|_| funded()),
        Side::AfterGoes => {
            after().filter(|party| party::likeness(party) == party::Likeness::Sure && goes_behind(lower, sentence, party) && money(end))
        }
        Side::RightAfterMoney => {
            after().filter(|party| party::likeness(party) == party::Likeness::Sure && paid_right_before(sentence, start))
        }
        Side::AfterBeforeMoney => after().filter(|party| match party::likeness(party) {
            party::Likeness::Sure => money(end) || funded(),
            // *Så får KALKAB 380 miljoner*: an acronym with its money right behind it.
            party::Likeness::Perhaps => paid_right_behind(sentence, party),
            party::Likeness::No => false,
        }),
    }
}

/// Whether the verb *går* follows a party directly.
fn goes_behind(lower: &str, sentence: &str, party: &str) -> bool {
    let end = (party.as_ptr() as usize + party.len()).saturating_sub(sentence.as_ptr() as usize);
    lower.get(end..).is_some_and(|rest| rest.starts_with(" går ") || rest.starts_with(" gick "))
}

/// Whether an amount ends right before a word.
fn paid_right_before(sentence: &str, at: usize) -> bool {
    amount::mentions(sentence).iter().any(|mention| mention.end <= at && at <= mention.end + 2)
}

/// Whether an amount follows a party directly.
fn paid_right_behind(sentence: &str, party: &str) -> bool {
    let end = (party.as_ptr() as usize + party.len()).saturating_sub(sentence.as_ptr() as usize);
    amount::mentions(sentence).iter().any(|mention| mention.start >= end && mention.start <= end + 2)
}

/// Whoever decides or pays is no owner, and neither is a kind of bodies.
fn is_no_owner(party: &str) -> bool {
    decides(party) || party::is_generic(party)
}

/// Whether a body decides on projects or pays for them.
pub(in super::super) fn decides(party: &str) -> bool {
    const NEVER: &[&str] = &[
        "strukturfondspartnerskap",
        "tillväxtverket",
        "esf-rådet",
        "övervakningskommittén",
        "eu-kommissionen",
        "förvaltningsmyndigheten",
        "partnerskapet",
    ];
    let lower = folded(party);
    NEVER.iter().any(|body| lower.contains(body))
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
        let sentences: Vec<(usize, &str)> = super::super::super::prose::sentences(text).into_iter().map(|sentence| (1, sentence)).collect();
        let found = find(&sentences, |party| party == "Bryggan" || party == "ESF", |_| None).map(|fact| fact.value);
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
    fn around_the_verb() {
        check("Sedan fick Region Skåne 3 mkr för Bryggan.", "Region Skåne");
        check("3 mkr ur Socialfonden får Högskolan i Borås för Bryggan.", "Högskolan i Borås");
        check("Varp AB, i samverkan med Väft AB, beviljades 3 mkr.", "Varp AB");
        check("Mora kommuns projekt Bryggan får 3 mkr.", "Mora kommun");
        check("Siljans Science Parks projekt Bryggan.", "Siljans Science Park");
        check("Berit Exempel, projektägare och vd på Siljans Science Park.", "Siljans Science Park");
    }

    #[test]
    fn a_kind_alone_stands_for_one_named_before() {
        let full = |kind: &str| (kind == "länsstyrelsen").then(|| "Länsstyrelsen i Dalarna".to_owned());
        let found = find(&[(1, "Projektägare är Länsstyrelsen.")], |_| false, full);
        assert_eq!(found.map(|fact| fact.value).as_deref(), Some("Länsstyrelsen i Dalarna"));
    }

    #[test]
    fn the_surer_cue_wins() {
        check("Mora kommun har beviljats 3 mkr. Orsa kommun är projektägare.", "Orsa kommun");
        check("Projektet drivs av Mora kommun. Orsa kommun får 3 mkr.", "Mora kommun");
    }
}
