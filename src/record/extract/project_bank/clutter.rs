//! What the website itself puts around a record.

use super::super::folded;
use crate::ingest::Block;

/// Lines of the website's foot; what follows the first one is the website's too.
const LINES: &[&str] = &[
    "dela sidan",
    "dela",
    "dela på facebook",
    "facebook",
    "linkedin",
    "skriv ut",
    "tipsa en vän",
    "lyssna",
    "om webbplatsen",
    "om kakor",
    "om cookies",
    "kontakta oss",
    "kontakt",
    "till toppen",
    "till sidans topp",
    "tillbaka",
    "tillbaka till sökresultatet",
    "prenumerera på nyhetsbrevet",
    "hjälpte den här informationen dig?",
    "hade du nytta av informationen?",
    "tillgänglighetsredogörelse",
    "behandling av personuppgifter",
    "statistik för sidan",
    "relaterade projekt",
    "fler projekt",
    "share this page",
    "share",
    "print",
    "back to search results",
    "page statistics",
    "privacy policy",
    "legal notice",
];

/// How lines of the foot begin that go on with a date or a name.
const STARTS: &[&str] = &[
    "senast uppdaterad",
    "senast ändrad",
    "uppdaterad:",
    "publicerad:",
    "sidan uppdaterad",
    "©",
    "last updated",
    "latest update",
    "texten på den här sidan har projektgruppen",
    "the project description has been provided by",
    "download the ",
    "ladda ner ",
];

/// Parts of sentences about the website itself.
const NOTICES: &[&str] = &["cookie", "kakor", "javascript", "webbläsare", "den här webbplatsen", "your browser", "nyhetsbrev"];

/// The passage without the website's foot.
pub(super) fn without<'p, 'b>(passage: &'p [&'b Block]) -> &'p [&'b Block] {
    let from = passage.iter().position(|block| !is_clutter(block)).unwrap_or(passage.len());
    let body = passage.get(from..).unwrap_or_default();
    let end = body.iter().position(|block| is_clutter(block)).unwrap_or(body.len());
    body.get(..end).unwrap_or_default()
}

/// Whether a line is the website's.
pub(super) fn is_clutter(block: &Block) -> bool {
    let line = folded(&block.text());
    LINES.contains(&line.as_str()) || STARTS.iter().any(|start| line.starts_with(start))
}

/// Whether a sentence is about the website and not about a project.
pub(super) fn is_notice(block: &Block) -> bool {
    let text = block.text().to_lowercase();
    NOTICES.iter().any(|part| text.contains(part))
}
