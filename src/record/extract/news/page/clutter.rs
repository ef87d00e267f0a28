//! What a website puts around its article, and boxes about the fund.

use super::super::fact::places;
use super::super::labels;
use super::super::names;
use super::super::party::{self, Likeness};
use super::super::prose::{folded, is_closed};
use super::HEADING_WORDS;
use super::lines::{Line, Shape};
use crate::record::amount;
use crate::record::vocabulary::Vocabulary;

/// Lines that begin like this are no content, in lower case.
const CLUTTER: &[&str] = &[
    ">",
    "©",
    "bild:",
    "cookies",
    "dela ",
    "dela:",
    "fler nyheter",
    "foto:",
    "fotograf:",
    "fotograf ",
    "följ oss",
    "för mer information",
    "frågor?",
    "gå till innehållet",
    "granskad",
    "hoppa till",
    "information (",
    "kakor ",
    "kontakt:",
    "kontakta oss",
    "ladda ner",
    "lyssna",
    "läs mer",
    "mer att läsa",
    "mer information",
    "om kakor",
    "om cookies",
    "prenumerera",
    "publicerad",
    "publicerat",
    "publiceringsdatum",
    "relaterade",
    "relaterat",
    "senast ",
    "sidan granskades",
    "sidan uppdaterades",
    "skriv ut",
    "spara som",
    "taggar",
    "tagg:",
    "text:",
    "till sidans",
    "till toppen",
    "tillbaka till",
    "uppdaterad",
    "vi använder kakor",
    "vi använder cookies",
    "öppna meny",
];

/// Lines that are nothing but one of these name a part of the website.
const SITE_WORDS: &[&str] = &[
    "aktuellt",
    "arkiv",
    "artikel",
    "dela",
    "detta är en bilaga omgjord från pdf till webbsida.",
    "hem",
    "meny",
    "nyhet",
    "nyheter",
    "news",
    "press",
    "pressmeddelande",
    "pressmeddelanden",
    "press och nyheter",
    "nyheter och pressmeddelanden",
    "projekt",
    "projektstöd",
    "regional utveckling",
    "start",
    "startsida",
    "sök",
    "lyssna",
    "transkript",
    "facebook",
    "linkedin",
    "twitter",
    "skriv ut",
    "stäng",
    "till startsidan",
    "våra projekt",
];

/// A box about the fund or other facts begins with one of these words.
const BOXES: &[&str] = &[
    "fotnot",
    "fakta",
    "faktaruta",
    "om esf",
    "om eruf",
    "om europeiska",
    "om socialfonden",
    "om regionalfonden",
    "om fonden",
    "om strukturfondspartnerskapet",
    "om partnerskapet",
    "om interreg",
    "bakgrund om esf",
    "vad är partnerskapet",
    "vad är strukturfondspartnerskapet",
    "vad är socialfonden",
    "vad är regionalfonden",
    "vad är esf",
    "vad är eruf",
];

/// Headings of what got no money.
const REFUSED: &[&str] = &[
    "inte prioriter",
    "ej prioriter",
    "icke prioriter",
    "inte beviljad",
    "ej beviljad",
    "inte beviljats",
    "avslag",
    "avslagna",
    "fick nej",
    "får nej",
    "fick inte",
    "får inte stöd",
    "inte godkän",
    "ej godkän",
    "not approved",
    "rejected",
];
/// Headings of what got some.
const GRANTED: &[&str] = &["prioriterade", "beviljade", "godkända", "utvalda", "fick ja", "får stöd"];

/// Whether a heading says that what stands below it was refused.
pub(super) fn refuses(text: &str) -> bool {
    let folded = folded(text);
    REFUSED.iter().any(|word| folded.contains(word))
}

/// Whether a heading begins something else than what was refused.
pub(super) fn ends_refusal(text: &str, vocabulary: &Vocabulary) -> bool {
    let bare = text.trim_end_matches(':');
    let context = names::is_fund(bare, vocabulary) || places::is_area(bare, vocabulary);
    context || !is_closed(text) && super::super::prose::has(&folded(text), GRANTED)
}

/// Whether a line is the website's and not the article's.
pub(super) fn is_clutter(line: &Line) -> bool {
    let text = line.text.trim();
    let folded = folded(text);
    let few = text.split_whitespace().count() <= HEADING_WORDS;
    if is_page_number(&folded) {
        return true;
    }
    let letter = text.contains('@') && text.split_whitespace().count() <= HEADING_WORDS * 2;
    let bracketed = text.starts_with('[') && text.ends_with(']');
    let cookies = (folded.contains("kakor") || folded.contains("cookie")) && line.text.len() < 200;
    letter || bracketed || cookies || few && CLUTTER.iter().any(|opening| folded.starts_with(opening)) || is_navigation(line)
}

/// Whether a line is the name of a part of the website.
pub(super) fn is_site_word(text: &str) -> bool {
    let folded = folded(text);
    SITE_WORDS.contains(&folded.trim_matches(|c: char| c == ':' || c.is_whitespace()))
}

/// `Page 1 of 5`, `2 (5)`, `Sida 3`: what a PDF's pages are marked with.
fn is_page_number(folded: &str) -> bool {
    let few = folded.split_whitespace().count() <= 4 && folded.contains(|c: char| c.is_ascii_digit());
    let words = folded.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let marked = folded.contains('(') && folded.ends_with(')') || folded.starts_with("sida ") || folded.starts_with("page ");
    few && marked && words.into_iter().all(|word| matches!(word, "sida" | "page" | "of" | "av"))
}

/// A row of links or a path through the site: `Meny   Sök`, `Start / Nyheter`.
fn is_navigation(line: &Line) -> bool {
    let text = &line.text;
    let parted = ["   ", " / ", " › ", " » ", " | ", " > "].iter().any(|sign| text.contains(sign));
    if !parted || is_closed(text) || line.is_declared() {
        return false;
    }
    // The header of a table and its rows hold labels or money.
    let columns = match &line.shape {
        Shape::Row(cells) => {
            let known = cells.iter().filter(|cell| labels::column(cell).is_some()).count() > 1;
            known || cells.iter().any(|cell| party::likeness(cell) == Likeness::Sure) && cells.len() > 1
        }
        _ => false,
    };
    let path = text.split_whitespace().count() <= HEADING_WORDS;
    path && !columns && amount::mentions(text).is_empty() && !text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a passage explains the fund and not what it pays for.
pub(super) fn is_box(text: &str, vocabulary: &Vocabulary) -> bool {
    let folded = folded(text);
    let opens = |word: &str| folded.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    if BOXES.iter().any(|word| opens(word)) {
        return true;
    }
    let mentions = vocabulary.funds.mentions(text);
    let Some(last) = mentions.iter().take_while(|mention| mention.start < 60).last() else { return false };
    let opens_with_fund = mentions.first().is_some_and(|mention| mention.start == 0);
    let after = folded.get(last.end..).unwrap_or_default().trim_start_matches([')', ',', ' ']);
    opens_with_fund && ["är ett av", "är eu:s", "är en av", "är en fond", "är ett program"].iter().any(|verb| after.starts_with(verb))
}
