//! What a page's whole text says about what it is.

use crate::ingest::Block;

/// Words that tell the banks' pages from others with the same labels.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signs {
    /// The page names Vinnova.
    pub(super) vinnova: bool,
    /// The page names Interreg.
    pub(super) interreg: bool,
    /// Something was approved.
    pub(super) approved: bool,
    /// Something was applied for and is not decided.
    pub(super) pending: bool,
    /// A short line says that the application was refused.
    pub(super) refused: bool,
}

/// Parts of words by which an approval is told.
const APPROVED: &[&str] = &["bevilja", "godkän", "tilldela", "prioriterade projekt", "approved", "granted"];
/// Phrases of applications that wait.
const PENDING: &[&str] = &[
    "har ansökt",
    "har sökt",
    "söker stöd",
    "söker om stöd",
    "söker eu-stöd",
    "inkomna ansökningar",
    "ansökningar har kommit",
    "under beredning",
    "inväntar beslut",
    "applications received",
    "have applied",
];
/// Phrases of refusals.
const REFUSED: &[&str] = &["avslag", "avslå", "inte bevilja", "ej bevilja", "refused", "rejected"];
/// A refusal is a heading or a status; in a sentence the word may be about anything.
const REFUSAL_BYTES: usize = 70;

impl Signs {
    /// Reads the signs off a page.
    pub(super) fn of(blocks: &[Block]) -> Signs {
        let mut signs = Signs::default();
        for block in blocks {
            let text = block.text().to_lowercase();
            let any = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
            signs.vinnova |= text.contains("vinnova");
            signs.interreg |= text.contains("interreg");
            signs.approved |= any(APPROVED);
            signs.pending |= any(PENDING);
            signs.refused |= text.len() <= REFUSAL_BYTES && any(REFUSED);
        }
        signs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::text::blocks;

    #[test]
    fn a_refusal_is_a_heading_and_no_sentence() {
        let check = |text: &str, expected: bool| assert_eq!(Signs::of(&blocks(text)).refused, expected, "{text}");
        check("BESLUT OM AVSLAG", true);
        check("Ansökan avslås", true);
        check("Metoden hjälper handläggare att förklara varför en ansökan om bistånd fick avslag i nämnden.", false);
    }
}
