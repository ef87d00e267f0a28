//! The partners: who takes part beside the owner.

use crate::record::draft::{Confidence, Fact};
use crate::record::extract::news::party;
use crate::record::extract::news::prose::{folded, occurrences};
use crate::record::owner::normalised_name;

/// A list of partners follows one of these.
const LIST_AFTER: &[&str] = &[
    "drivs gemensamt av",
    "tillsammans med",
    "i samarbete med",
    "i samverkan med",
    "i partnerskap med",
    "ihop med",
    "samarbetar med",
    "samverkar med",
    "samarbetspartner är",
    "samarbetspart är",
    "samarbetsparter är",
    "samarbetspartners är",
    "samverkansparter är",
    "partner är",
    "parter är",
    "partners är",
    "partners i projektet är",
    "med i arbetet är",
    "med i projektet är",
    "medverkande parter är",
    "deltar gör",
    "drivs tillsammans av",
    "i samarbete mellan",
    "samarbete mellan",
    "samverkan mellan",
    "medarrangör är",
    "medarrangörer är",
    "gör gemensam sak med",
    "slår sig ihop med",
    "gemensamt med",
    "in collaboration with",
    "together with",
];
/// A list of partners stands before one of these.
const LIST_BEFORE: &[&str] = &[
    "är samarbetspartner",
    "är samarbetspartners",
    "är samarbetsparter",
    "är samverkansparter",
    "är partner",
    "är partners",
    "är parter",
    "är med i projektet",
    "medverkar",
    "deltar i projektet",
    "deltar också",
    "deltar även",
    "ingår i projektet",
    "är medarrangörer",
    "är medarrangör",
    "gör gemensam sak",
    "slår sig ihop",
    "samarbetar i projektet",
    "är samverkansparter i projektet",
];
/// A list that a number stands for (*sex kommuner, nämligen …*) follows one of these.
const NAMELY: &[&str] = &["nämligen", "bland annat", "däribland", "det vill säga"];

/// The most partners that are looked for; a project has no more.
const MOST_PARTNERS: usize = 100;

/// The partners that the sentences name, each once, without the owner.
pub(in super::super) fn find(sentences: &[(usize, &str)], owner: Option<&str>, unlike: impl Fn(&str) -> bool) -> Vec<Fact<String>> {
    let owner = owner.map(normalised_name);
    let mut found: Vec<Fact<String>> = Vec::new();
    let mut seen = Vec::new();
    for (line, sentence) in sentences {
        if found.len() >= MOST_PARTNERS {
            break;
        }
        for party in named(sentence) {
            let key = normalised_name(party);
            if !unlike(party) && owner.as_ref() != Some(&key) && !seen.contains(&key) {
                seen.push(key);
                found.push(Fact::stated(party.to_owned(), *line).read_from(sentence, Confidence::Likely));
            }
        }
    }
    found
}

fn named(sentence: &str) -> Vec<&str> {
    let lower = folded(sentence);
    let mut found = Vec::new();
    for (start, end) in LIST_AFTER.iter().flat_map(|cue| occurrences(&lower, cue)) {
        if let Some(company) = sentence.get(..start).filter(|_| lower.get(start..end) == Some("tillsammans med")).and_then(beside) {
            found.push(company);
        }
        found.extend(after(sentence, &lower, end));
    }
    for (start, _) in LIST_BEFORE.iter().flat_map(|cue| occurrences(&lower, cue)) {
        found.extend(sentence.get(..start).map(before).unwrap_or_default());
    }
    found
}

/// `A tillsammans med B`: A takes part as well, where it is no owner.
fn beside(before: &str) -> Option<&str> {
    let text = before.trim_end();
    text.ends_with(|c: char| c.is_alphanumeric()).then(|| party::trailing(text)).flatten()
}

fn after<'t>(sentence: &'t str, lower: &str, end: usize) -> Vec<&'t str> {
    let parties = sentence.get(end..).map(|rest| party::list(rest).0).unwrap_or_default();
    if !parties.is_empty() {
        return parties;
    }
    let namely = NAMELY.iter().filter_map(|cue| occurrences(lower, cue).map(|(_, end)| end).find(|at| *at >= end)).min();
    namely.and_then(|at| sentence.get(at..)).map(|rest| party::list(rest).0).unwrap_or_default()
}

/// The parties that a sentence begins with, where nothing but they stands before the cue.
fn before(text: &str) -> Vec<&str> {
    let text = text.trim();
    let from = text.find(" och ").and_then(|_| text.rfind(". ")).map_or(0, |at| at + 2);
    let (parties, end) = text.get(from..).map(party::list).unwrap_or_default();
    if text.get(from + end..).is_some_and(|rest| rest.trim().is_empty()) { parties } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, owner: &str, expected: &[&str]) {
        let found: Vec<_> = find(&[(1, sentence)], Some(owner), |_| false).into_iter().map(|fact| fact.value).collect();
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn lists_beside_their_cues() {
        check("Det drivs tillsammans med VÄV och Orsa kommun.", "Mora kommun", &["VÄV", "Orsa kommun"]);
        check(
            "Det görs i samarbete med tre kommuner och företag, nämligen Mora kommun, Orsa kommun och Älvdalens kommun.",
            "Orsa kommun",
            &["Mora kommun", "Älvdalens kommun"],
        );
        check(
            "Orsa kommun, Mora kommun och Siljans lärcentrum är samarbetspartner och ställer upp.",
            "X",
            &["Orsa kommun", "Mora kommun", "Siljans lärcentrum"],
        );
        check("Samarbetspart är Umeå universitet, som mäter.", "X", &["Umeå universitet"]);
        check("Med i arbetet är Arbetsförmedlingen och Orsa kommun.", "X", &["Arbetsförmedlingen", "Orsa kommun"]);
        check(
            "Utifrån en idé har Siljan 3 kommunerna tillsammans med Region Skåne, förbunden och SKR beviljats medel.",
            "Region Skåne",
            &["Siljan 3 kommunerna", "förbunden", "SKR"],
        );
        check("Det görs tillsammans med deltagarna.", "X", &[]);
    }
}
