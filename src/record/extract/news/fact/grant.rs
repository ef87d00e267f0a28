//! The grant: which of the amounts in a text is the project's own.
//!
//! An amount is judged by its **window**, the clause it stands in. What speaks
//! for a total, a call's budget, the cost or co-financing rules it out; what
//! speaks for granting makes it the grant.

use super::grant_cues::{CALLS, DECIDED, GRANTED, NO_GRANT, PAYERS, PAYS, PENDING, PROJECTS, REST, SETTLED};
use crate::record::amount::{self, AmountMention};
use crate::record::extract::news::prose::{folded, has, occurrences, words};
use crate::record::project::Amount;
use crate::record::vocabulary::Vocabulary;

/// Where an amount's clause begins and ends at the latest.
const BOUNDARIES: &[&str] = &[
    ", ",
    "; ",
    " och ",
    " men ",
    " varav ",
    " (",
    ") ",
    " samt ",
    " av totalt ",
    " av total ",
    " kommer ",
    " täcker ",
    " av projektets ",
    " av de totala ",
    " av den totala ",
    " av hela ",
    " av kostnaden ",
    " av kostnaderna ",
    " utav totalt ",
    " of a total ",
];

/// How far from an amount its clause reaches at most, in bytes.
const REACH: usize = 200;

/// What an amount seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Granted,
    Unclear,
    Other,
}

/// The amounts of a sentence that are a grant, the best first.
pub(in super::super) fn grants(sentence: &str, vocabulary: &Vocabulary) -> Vec<AmountMention> {
    let lower = folded(sentence);
    let all = mentions(sentence, &lower);
    let granted: Vec<bool> = all.iter().map(|mention| reading(sentence, &lower, mention, vocabulary) == Reading::Granted).collect();
    let same = |at: usize| {
        at.checked_sub(1).is_some_and(|before| granted.get(before) == Some(&true) && is_same(&lower, all.get(before), all.get(at)))
    };
    let kept: Vec<bool> = granted.iter().enumerate().map(|(at, granted)| *granted || same(at)).collect();
    let mut found: Vec<AmountMention> = all.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(mention, _)| mention).collect();
    // Of a sum in euro and the same in kronor the kronor count.
    found.sort_by_key(|mention| mention.amount.currency != "SEK");
    found
}

/// Whether an amount says the one before again in another currency: *3 miljoner euro, motsvarande 35 miljoner kronor*.
fn is_same(lower: &str, before: Option<&AmountMention>, mention: Option<&AmountMention>) -> bool {
    let (Some(before), Some(mention)) = (before, mention) else { return false };
    let between = lower.get(before.end..mention.start).unwrap_or_default();
    let said = ["motsvarande", "motsvarar", "(", "eller", "dvs", "alltså", ", "].iter().any(|word| between.contains(word));
    before.amount.currency != mention.amount.currency && between.len() < 40 && said
}

/// The amount of a sentence that says nothing against its being a grant.
pub(in super::super) fn unclear(sentence: &str, vocabulary: &Vocabulary) -> Option<AmountMention> {
    let lower = folded(sentence);
    let mut rest =
        amount::mentions(sentence).into_iter().filter(|mention| reading(sentence, &lower, mention, vocabulary) == Reading::Unclear);
    rest.next().filter(|_| rest.next().is_none())
}

/// Whether a text says that money was granted.
pub(in super::super) fn decided(text: &str) -> bool {
    has(&folded(text), DECIDED)
}

/// Whether a text tells of an application that nobody has decided on.
pub(in super::super) fn pending(text: &str) -> bool {
    has(&folded(text), PENDING)
}

/// Whether a text calls for applications.
pub(in super::super) fn calls(text: &str) -> bool {
    has(&folded(text), CALLS)
}

/// Whether a text tells of a decision that was taken.
pub(in super::super) fn settled(text: &str) -> bool {
    let lower = folded(text);
    has(&lower, SETTLED) && !lower.trim_start().starts_with("om ")
}

/// The amounts of a sentence, also one whose unit was left out: *tilldelas 250 000*.
fn mentions(sentence: &str, lower: &str) -> Vec<AmountMention> {
    let found = amount::mentions(sentence);
    if found.is_empty() { bare(sentence, lower).into_iter().collect() } else { found }
}

/// Words right before figures that are kronor without saying so.
const BEFORE_BARE: &[&str] =
    &["tilldelas", "tilldelats", "tilldelades", "beviljas", "beviljats", "beviljades", "bidrag på", "stöd på", "får", "fick", "fått"];
/// Fewer kronor are granted to no project; such a number counts something.
const LEAST_BARE: i64 = 10_000;

fn bare(sentence: &str, lower: &str) -> Option<AmountMention> {
    BEFORE_BARE.iter().flat_map(|cue| occurrences(lower, cue)).find_map(|(_, end)| {
        let rest = sentence.get(end..)?;
        let start = end + (rest.len() - rest.trim_start().len());
        let figures = sentence.get(start..)?;
        let length = figures.find(|c: char| !(c.is_ascii_digit() || c == ' ' || c == '\u{a0}')).unwrap_or(figures.len());
        let text = figures.get(..length)?.trim_end();
        let amount = Amount::parse(text).filter(|amount| amount.amount_ore >= LEAST_BARE * 100)?;
        let next = words(figures.get(length..)?).into_iter().next().map(|word| word.folded());
        let counted = next.is_some_and(|word| !matches!(word.as_str(), "från" | "ur" | "till" | "för" | "i" | "av" | "och" | "inom"));
        (!counted).then_some(AmountMention { start, end: start + text.len(), amount })
    })
}

fn reading(sentence: &str, lower: &str, mention: &AmountMention, vocabulary: &Vocabulary) -> Reading {
    let (from, to) = window(lower, mention);
    let (Some(clause), Some(own)) = (lower.get(from..to), sentence.get(from..to)) else { return Reading::Unclear };
    let before = lower.get(from..mention.start.max(from)).unwrap_or_default();
    let fund = !vocabulary.funds.mentions(own).is_empty();
    if pays_whole(clause, own, vocabulary) || has(clause, REST) {
        return Reading::Granted;
    }
    // *I våras slutade Väft, som fick 4 miljoner*: another project's money.
    let ended =
        has(lower.get(..from).unwrap_or_default(), &["avslutades", "föregångaren", "slutade", "föregående"]) && clause.contains("som ");
    let example = lower.trim_start().starts_with("exempel");
    if has(clause, NO_GRANT) || is_joint(before) || ended || example || is_shared_out(before, lower.get(mention.end..)) {
        return Reading::Other;
    }
    if has(clause, PAYS) {
        let payer = fund || has(sentence_start(lower, from), PAYERS) || has(clause, PAYERS);
        return if payer { Reading::Granted } else { Reading::Other };
    }
    // *Till Bryggan går 4 miljoner.*
    let goes = clause.trim_start().starts_with("till ") && has(clause, &["går", "gick"]);
    if fund || goes || has(clause, GRANTED) { Reading::Granted } else { Reading::Unclear }
}

/// *Av årets 21 miljoner kronor går 12 miljoner till …*: the first is what is shared out.
fn is_shared_out(before: &str, after: Option<&str>) -> bool {
    const OF: &[&str] = &["av", "av årets", "av de", "av dessa", "av totalt", "av sammanlagt", "av de totalt", "av de sammanlagt"];
    OF.contains(&before.trim()) && after.is_some_and(|after| has(after, &["går", "gick", "får", "fick", "tilldelas", "tilldelades"]))
}

/// What stands in the sentence before a clause, as far as a subject is away.
fn sentence_start(lower: &str, at: usize) -> &str {
    let from = lower.floor_char_boundary(at.saturating_sub(REACH));
    lower.get(from..at).unwrap_or_default()
}

/// `medfinansieras av Europeiska socialfonden med …`, `ESF medfinansierar med …`:
/// the word for the others' share, with a fund as the one who pays it.
fn pays_whole(lower: &str, own: &str, vocabulary: &Vocabulary) -> bool {
    let funds = vocabulary.funds.mentions(own);
    let after = |end: usize| funds.iter().any(|fund| fund.start >= end && fund.start <= end + 5);
    let before = |start: usize| funds.iter().any(|fund| fund.end <= start && start <= fund.end + 2);
    let passive = ["medfinansieras av", "medfinansieras med medel från", "medfinansierat av", "medfinansiering från"];
    let active = ["medfinansierar", "medfinansierade"];
    passive.iter().flat_map(|cue| occurrences(lower, cue)).any(|(_, end)| after(end))
        || active.iter().flat_map(|cue| occurrences(lower, cue)).any(|(start, _)| before(start))
}

/// Numbers in words that count projects.
const NUMBERS: &[&str] = &[
    "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton", "femton", "flera", "många",
    "båda", "nya", "samtliga", "alla", "dessa", "two", "three", "four", "five", "six", "several",
];

/// Whether a text counts projects: `18 projekt`, `Tre nya projekt`, `projekten`.
pub(in super::super) fn counts_projects(text: &str) -> bool {
    let all = words(text);
    let is_number = |text: &str| NUMBERS.contains(&text) || text.parse::<u32>().is_ok_and(|number| number > 1);
    all.iter().enumerate().any(|(at, word)| {
        let lower = word.folded();
        let noun = PROJECTS.iter().any(|noun| lower == *noun || *noun == "projekt" && lower.ends_with("-projekt"));
        let near = all.get(at.saturating_sub(3)..at).unwrap_or_default();
        noun && near.iter().any(|word| is_number(&word.folded())) || lower == "projekten"
    })
}

/// Whether the words before an amount say that several projects share it.
fn is_joint(before: &str) -> bool {
    counts_projects(before)
}

/// The clause around an amount; one that holds nothing else (`Stödet, ca 3
/// miljoner kr, går till …`) takes its neighbours in.
fn window(lower: &str, mention: &AmountMention) -> (usize, usize) {
    let (from, to) = (before(lower, mention.start), after(lower, mention.end));
    let alone = lower.get(from..to).is_some_and(|clause| {
        clause.split_whitespace().count() <= 1 + lower.get(mention.start..mention.end).map_or(0, |m| m.split_whitespace().count())
    });
    if !alone {
        return (from, to);
    }
    let wider = |at: usize| at.min(lower.len());
    (before(lower, from.saturating_sub(1)), after(lower, wider(to + 1)))
}

fn before(lower: &str, at: usize) -> usize {
    let at = lower.floor_char_boundary(at);
    let from = lower.floor_char_boundary(at.saturating_sub(REACH));
    let text = lower.get(from..at).unwrap_or_default();
    from + BOUNDARIES.iter().filter_map(|mark| text.rfind(mark)).max().unwrap_or(0)
}

fn after(lower: &str, at: usize) -> usize {
    let at = lower.ceil_char_boundary(at);
    let to = lower.ceil_char_boundary(at + REACH);
    let text = lower.get(at..to).unwrap_or_default();
    BOUNDARIES.iter().filter_map(|mark| text.find(mark)).min().map_or(to, |found| at + found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(sentence: &str, expected: &[&str]) {
        let found = grants(sentence, Vocabulary::bundled());
        let texts: Vec<_> = found.iter().map(|mention| sentence.get(mention.start..mention.end).unwrap_or("?")).collect();
        assert_eq!(texts, expected, "{sentence}");
    }

    #[test]
    fn what_is_a_grant() {
        check("Bron får drygt 2 miljoner kronor.", &["drygt 2 miljoner kronor"]);
        check("Mora kommun tilldelas 250 000 kronor från ESF.", &["250 000 kronor"]);
        check("Stödet, ungefär 3 miljoner kr, går till en bro.", &["ungefär 3 miljoner kr"]);
        check("Bron byggs med stöd från ERUF på 4 mkr.", &["4 mkr"]);
        check("Parterna har beviljats 5 miljoner kronor från ESF och går själva in med lika mycket.", &["5 miljoner kronor"]);
        check("Budgeten är 9 miljoner, varav 5 miljoner är bidrag från ESF.", &["5 miljoner"]);
        check(
            "Av årets 21 miljoner kronor från Europeiska socialfonden går 12,2 miljoner kronor till Göteborgs Stad.",
            &["12,2 miljoner kronor"],
        );
        check("Resten av potten, 8,8 miljoner kronor, går till Mölndals stad och projektet Vägen vidare.", &["8,8 miljoner kronor"]);
        check("Den får 1 miljon euro, motsvarande 11 miljoner kronor i stöd.", &["11 miljoner kronor", "1 miljon euro"]);
    }

    #[test]
    fn what_is_none() {
        check("Tre projekt får sammanlagt 9 miljoner kronor.", &[]);
        check("Bron har kostat 9 miljoner kronor.", &[]);
        check("Det samlade stödet är 9 miljoner kronor.", &[]);
        check("Socialfonden utlyser 9 miljoner kronor.", &[]);
        check("Kommunerna medfinansierar med 9 miljoner kronor.", &[]);
        check("Bron får 60 besökare.", &[]);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            grants(&text, Vocabulary::bundled());
            unclear(&format!("{text}, 3 miljoner kronor, {text}"), Vocabulary::bundled());
        }
    }
}
