//! Contact persons on a page: left out before any layout is read, since a
//! name is known to be a person's only by the label it stands behind.

use super::super::notice::Dropped;
use super::super::personal::contact_label;
use super::{news, project_bank};
use crate::analysis::fold;
use crate::ingest::{Block, BlockKind};

/// Lines that alone on theirs begin a box of contact persons.
const BOXES: [&str; 6] = ["kontakt", "kontaktperson", "kontaktpersoner", "kontaktuppgifter", "kontakta oss", "kontaktinformation"];

/// A line of a contact box is a name, a title or a number, never a sentence.
const LONGEST_LINE: usize = 80;

/// The blocks of a page without its contact persons, and what was left out.
pub fn without_contacts(blocks: &[Block]) -> (Vec<Block>, Vec<Dropped>) {
    let (mut kept, mut dropped) = (Vec::with_capacity(blocks.len()), Vec::new());
    // Whether the lines above were a person's: those directly below are too.
    let mut inside = false;
    // A menu above the text may have an item *Kontakt*: no person follows it.
    let mut begun = false;
    for (at, block) in blocks.iter().enumerate() {
        let next = blocks.get(at + 1);
        match announced(block).filter(|found| begun || matches!(found, Announced::Value(_))) {
            Some(Announced::Value(kind)) => {
                dropped.push(kind);
                inside = true;
            }
            Some(Announced::Box) => inside = true,
            None if inside && goes_on(block, next) => {
                if dropped.last() != Some(&Dropped::ContactPerson) {
                    dropped.push(Dropped::ContactPerson);
                }
            }
            None => {
                inside = false;
                begun |= matches!(block.kind, BlockKind::Pair { .. }) || block.text().ends_with('.');
                kept.push(block.clone());
            }
        }
    }
    (kept, dropped)
}

enum Announced {
    /// A label with a person's data behind it.
    Value(Dropped),
    /// A heading that such data follows, or a label without any.
    Box,
}

fn announced(block: &Block) -> Option<Announced> {
    let of_label = |label: &str, value: bool| contact_label(label).map(|kind| if value { Announced::Value(kind) } else { Announced::Box });
    match &block.kind {
        BlockKind::Pair { label, value, .. } => of_label(label, value.is_some()),
        BlockKind::Row(_) => None,
        BlockKind::Line(text) | BlockKind::ListItem(text) | BlockKind::Heading { text, .. } => {
            if BOXES.contains(&fold(text.trim()).as_ref()) {
                return Some(Announced::Box);
            }
            let (label, value) = text.split_once(": ")?;
            (label.chars().count() <= LONGEST_LINE / 2).then(|| of_label(label, !value.trim().is_empty())).flatten()
        }
    }
}

/// Whether a block below a contact person's belongs to that person.
fn goes_on(block: &Block, next: Option<&Block>) -> bool {
    match &block.kind {
        BlockKind::Line(text) | BlockKind::ListItem(text) => {
            // A line with a fact's label, or that is one, is the page's next row.
            let labelled = is_labelled(block) || project_bank::is_label(text) || next.is_some_and(begins_record);
            !block.gap && !labelled && text.chars().count() <= LONGEST_LINE && !text.ends_with(['.', '!', '?'])
        }
        BlockKind::Pair { .. } | BlockKind::Heading { .. } | BlockKind::Row(_) => false,
    }
}

/// Whether a line is a fact's label with its value.
fn is_labelled(block: &Block) -> bool {
    let text = block.text();
    text.split_once(':').is_some_and(|(label, _)| project_bank::is_label(label) || news::is_label(label))
}

/// Whether a line is the first fact of a record, whose name stands above it.
fn begins_record(block: &Block) -> bool {
    block.text().split_once(':').is_some_and(|(label, _)| news::begins_record(label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::text::blocks;

    fn check(page: &str, kept: &[&str], dropped: &[Dropped]) {
        let (left, found) = without_contacts(&blocks(page));
        assert_eq!(left.iter().map(Block::text).collect::<Vec<_>>(), kept, "{page}");
        assert_eq!(found, dropped, "{page}");
    }

    #[test]
    fn names_behind_contact_labels_go() {
        use Dropped::ContactPerson;
        check(
            "Projektet är klart.\n\nKontakt\nBerit Exempel\nProjektledare\n\nMer text här.",
            &["Projektet är klart.", "Mer text här."],
            &[ContactPerson],
        );
        check("Text.\n\nProjektledare: Cilla Exempel", &["Text."], &[ContactPerson]);
        check("Text.\n\nProjektets kontaktperson:\nDoris Exempel\n\nSlut.", &["Text.", "Slut."], &[ContactPerson]);
        check("Handläggare på ESF-rådet: Elsa Exempel\nNamn:\nBron", &["Namn: Bron"], &[ContactPerson]);
    }

    #[test]
    fn a_labelled_line_below_a_contact_line_stays() {
        let page = "2018/1 - Bron\n\nNamn: Bron\nKontaktperson: Fia Exempel\nTelefon: 070-000 00 00\nProgramområde: 1\nSpecifikt mål: 1.1";
        let (left, _) = without_contacts(&blocks(page));
        let left: Vec<String> = left.iter().map(Block::text).collect();
        assert!(
            left.iter().any(|text| text.contains("Programområde")) && left.iter().any(|text| text.contains("Specifikt mål")),
            "{left:?}"
        );
        assert!(!left.iter().any(|text| text.contains("Fia") || text.contains("070")), "{left:?}");
    }

    #[test]
    fn a_bare_label_below_a_contact_line_stays() {
        let page = "2018/1 - Bron\n\nNamn:\nBron\nKontaktperson\nFia Exempel\nE-post\nfia@example.se\nProgramområde\n1";
        check(page, &["2018/1 - Bron", "Namn: Bron", "Programområde", "1"], &[Dropped::ContactPerson]);
    }

    #[test]
    fn other_lines_stay() {
        check("Kontakten mellan kommunerna ska stärkas.\nNamn:\nBron", &["Kontakten mellan kommunerna ska stärkas.", "Namn: Bron"], &[]);
    }
}
