//! The forms of a name: what it is compared by, how a text mentions it again.

use super::super::party::{self, Likeness};
use super::super::prose::folded;
use super::cues::NO_NAMES;
use crate::record::owner;
use crate::record::vocabulary::Vocabulary;

/// What two wordings of one name share, whatever their capitals and signs.
pub(in super::super) fn key(name: &str) -> String {
    owner::slug(name)
}

/// Whether two wordings name the same project.
pub(in super::super) fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// Whether one of two keys is the other's beginning: `Bryggan` of `Bryggan – en förstudie`.
pub(in super::super) fn is_part(one: &str, other: &str) -> bool {
    let begins = |whole: &str, part: &str| whole.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    begins(one, other) || begins(other, one)
}

/// Whether a key stands inside another as whole words: `gront` in `mot-gront-lan`.
pub(in super::super) fn is_within(inner: &str, outer: &str) -> bool {
    inner.len() >= 6
        && outer.match_indices(inner).any(|(at, _)| {
            let before = at == 0 || outer.get(..at).is_some_and(|text| text.ends_with('-'));
            before && outer.get(at + inner.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
}

/// The part of a name that texts go on with: of `KUPAN: Kompetens för alla` the part before the colon.
pub(in super::super) fn short(name: &str) -> &str {
    let cut = [": ", " – ", " - ", " ("].iter().find_map(|sign| name.split_once(sign)).map_or(name, |(short, _)| short);
    if cut.chars().count() >= 3 { cut } else { name }
}

/// Whether a sentence mentions a project, ignoring case.
pub(in super::super) fn mentioned(lower_sentence: &str, name: &str) -> bool {
    is_mentioned(lower_sentence, &folded(short(name)))
}

/// Whether a text mentions a short name, both in lower case; an *s* may follow it.
pub(in super::super) fn is_mentioned(lower: &str, short: &str) -> bool {
    let bounded = |at: usize| {
        let letter_before = lower.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric);
        let rest = lower.get(at + short.len()..).unwrap_or_default();
        let after = rest.strip_prefix('s').unwrap_or(rest);
        let ends = |rest: &str| !rest.chars().next().is_some_and(char::is_alphanumeric);
        !letter_before && (ends(rest) || ends(after))
    };
    lower.match_indices(short).any(|(at, _)| bounded(at))
}

/// Whether a heading could be a name at all; parties and places are no projects.
pub(in super::super) fn could_be_name(heading: &str) -> bool {
    is_name(heading)
        && !is_section(heading)
        && !party::is_whole(heading)
        && party::leading(heading).is_none_or(|party| party.len() < heading.len() || !ends_like_party(party))
}

/// Headings of a text's parts and of facts, which are no names.
const SECTIONS: &[&str] = &[
    "fakta",
    "snabbfakta",
    "projektfakta",
    "information",
    "kontakt",
    "detaljer",
    "uppgifter",
    "om projektet",
    "finansiering",
    "kort om projektet",
    "tidplan",
    "budget",
    "partners",
    "parter",
    "basfakta",
    "fakta om projektet",
    "kort fakta",
    "quick facts",
    "facts",
    "mål",
    "syfte",
    "mål och syfte",
    "syfte och mål",
    "bakgrund",
    "målgrupp",
    "aktiviteter",
    "resultat",
    "förväntade resultat",
    "resultat och effekter",
    "genomförande",
    "metod",
    "arbetssätt",
    "nyheter",
    "samarbetspartners",
    "så arbetar vi",
    "vad händer nu",
    "vad händer nu?",
    "beslut",
    "motivering",
    "medfinansiering",
    "effekter",
    "summary",
    "background",
    "purpose",
    "projektägare",
    "projektperiod",
    "projekttid",
    "organisation",
    "arbetspaket",
    "läs mer",
    "prioriterade projekt",
    "beviljade projekt",
    "projekten",
    "förstudier",
    "genomförandeprojekt",
    "projekt",
];

/// Whether a text is a heading that stands on pages of every project.
pub(in super::super) fn is_section(text: &str) -> bool {
    let folded = folded(text);
    SECTIONS.contains(&folded.trim_end_matches([':', '.']).trim())
}

/// Whether a name is a fund's, all of it: *LIFE*, never *LIFE Coast*.
pub(in super::super) fn is_fund(name: &str, vocabulary: &Vocabulary) -> bool {
    vocabulary.funds.mentions(name).iter().any(|mention| (mention.end - mention.start) * 5 >= name.trim().len() * 4)
}

/// Whether a text is a name and not what texts say of projects in general.
pub(super) fn is_name(name: &str) -> bool {
    let first = name.split_whitespace().next().map(folded).unwrap_or_default();
    let lone = name.split_whitespace().count() == 1;
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    let body = name.starts_with(|c: char| c.is_uppercase()) && (first.starts_with("eu-") || first == "eu:s" || first == "ägare");
    letters >= 2 && name.chars().any(char::is_alphabetic) && !body && !(NO_NAMES.contains(&first.as_str()) && lone)
}

/// Whether a text in a sentence begins with a word that stands for something
/// named before; in a list of names it may begin one (*Den digitala byn*).
pub(super) fn opens_with_pronoun(name: &str) -> bool {
    const PRONOUNS: &[&str] = &[
        "det",
        "den",
        "de",
        "vi",
        "detta",
        "denna",
        "dessa",
        "totalt",
        "sammanlagt",
        "bland",
        "inom",
        "under",
        "utöver",
        "genom",
        "därutöver",
        "dessutom",
        "här",
        "nu",
        "för",
        "i",
        "på",
        "av",
        "när",
        "sedan",
        "först",
        "hela",
        "sådant",
        "samtidigt",
        "till",
        "med",
        "från",
        "ur",
        "över",
        "därför",
        "därmed",
        "så",
        "vid",
        "efter",
        "enligt",
        "tack",
        "tillsammans",
        "nästan",
        "drygt",
        "cirka",
        "och",
        "men",
        "som",
        "om",
        "utan",
        "this",
        "it",
        "the",
        "in",
        "together",
    ];
    let mut words = name.split_whitespace().map(folded);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let article =
        matches!(first.as_str(), "ett" | "en" | "varje" | "alla" | "båda" | "samtliga" | "två" | "tre" | "fyra" | "fem" | "sex" | "flera");
    let kind = second.contains("projekt")
        || second.contains("förstudie")
        || matches!(second.as_str(), "av" | "annat" | "annan" | "tredje" | "andra" | "kommuner");
    PRONOUNS.contains(&first.as_str()) || article && kind
}

/// Whether a name without quotation marks is an organisation's.
pub(in super::super) fn ends_like_party(name: &str) -> bool {
    is_body(name) || party::is_whole(name)
}

/// Whether a name ends with a word that no project's does.
pub(in super::super) fn is_body(name: &str) -> bool {
    let lower = folded(name);
    [" kommun", " ab", " stad", " universitet", " högskola"].iter().any(|end| lower.ends_with(end))
        || lower.starts_with("region ")
        || lower.starts_with("länsstyrelsen")
}

/// Whether a subject or object of money looks like a project's name and not
/// like an organisation's: small words inside, or a compound in its definite form.
pub(in super::super) fn looks_like_project(name: &str) -> bool {
    if party::likeness(name) == Likeness::Sure {
        return false;
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let small = words.iter().skip(1).any(|word| word.chars().all(char::is_lowercase) && word.chars().count() > 1 && *word != "och");
    // *Holmens byalag*: a genitive and what it owns is a body.
    let genitive = words.len() == 2 && words.first().is_some_and(|word| word.ends_with('s') && word.starts_with(char::is_uppercase));
    let small = small && !genitive;
    let definite = words.len() == 1 && name.chars().count() >= 7 && ["et", "en", "an"].iter().any(|ending| name.ends_with(ending));
    let numbered = words.last().is_some_and(|last| last.contains(|c: char| c.is_ascii_digit()));
    small || definite || numbered
}
