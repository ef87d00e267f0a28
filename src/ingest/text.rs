//! A page of text to blocks: labels with their values, list items, lines.

use super::block::{Block, BlockKind};

/// The longest label in characters.
const LABEL_CHARS: usize = 80;
/// The most words of a label; a longer line with a colon is a sentence.
const LABEL_WORDS: usize = 8;
/// What opens an item of a list. `¿` is what a bullet of the Symbol typeface
/// becomes when a page is made from PDF.
const BULLETS: &[&str] = &["•", "·", "¿", "▪", "●", "- ", "– ", "* "];

/// The blocks of a page, in order.
pub fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut gap = true;
    while let Some(&line) = lines.get(at) {
        if line.is_empty() {
            gap = true;
            at += 1;
            continue;
        }
        let last = label(line).and_then(|_| value_index(&lines, at)).unwrap_or(at);
        let value = lines.get(last).filter(|_| last > at).copied();
        blocks.push(Block { line: at + 1, gap, kind: kind(line, value, last + 1) });
        gap = false;
        at = last + 1;
    }
    blocks
}

fn kind(line: &str, value: Option<&str>, value_line: usize) -> BlockKind {
    if let Some(label) = label(line) {
        return BlockKind::Pair { label: label.to_owned(), value: value.map(str::to_owned), value_line };
    }
    match item(line) {
        Some(text) => BlockKind::ListItem(text.to_owned()),
        None => BlockKind::Line(line.to_owned()),
    }
}

/// The label that a line is: short, and a colon at its end.
pub(super) fn label(line: &str) -> Option<&str> {
    let label = line.strip_suffix(':')?.trim_end();
    let words = label.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    let fits = words > 0 && words <= LABEL_WORDS && line.chars().count() <= LABEL_CHARS;
    (fits && item(line).is_none()).then_some(label)
}

/// Where the value of the label at `at` stands: on the next line, or after an
/// empty one when it is a single line with another label after it, as pages
/// have it whose cells were paragraphs.
fn value_index(lines: &[&str], at: usize) -> Option<usize> {
    let is_value = |i: usize| lines.get(i).is_some_and(|line| !line.is_empty() && label(line).is_none());
    let is_label = |i: usize| lines.get(i).is_some_and(|line| label(line).is_some());
    let is_empty = |i: usize| lines.get(i).is_some_and(|line| line.is_empty());
    if is_value(at + 1) {
        return Some(at + 1);
    }
    let alone = is_empty(at + 1) && is_value(at + 2) && (is_label(at + 3) || (is_empty(at + 3) && is_label(at + 4)));
    alone.then_some(at + 2)
}

/// The text of a list item, without its bullet or number.
fn item(line: &str) -> Option<&str> {
    let text = BULLETS.iter().find_map(|bullet| line.strip_prefix(bullet)).or_else(|| numbered(line))?.trim();
    (!text.is_empty()).then_some(text)
}

/// `1. Text`, `12) Text`; never `2.0`, a date or an amount.
fn numbered(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?;
    let text = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))?;
    (1..=2).contains(&digits).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let line = |block: &Block| {
            let gap = if block.gap { "↵" } else { "" };
            match &block.kind {
                BlockKind::Pair { label, value, value_line } => {
                    format!("{gap}{}[{label}={}@{value_line}]", block.line, value.as_deref().unwrap_or("∅"))
                }
                BlockKind::ListItem(text) => format!("{gap}{}•{text}", block.line),
                _ => format!("{gap}{}|{}", block.line, block.text()),
            }
        };
        blocks(text).iter().map(line).collect::<Vec<_>>().join(" ")
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(shown(text), expected, "{text:?}");
    }

    #[test]
    fn labels_take_the_line_after() {
        check("", "");
        check("Namn:\nVårvind\nRegion:\nÖvre Norrland", "↵1[Namn=Vårvind@2] 3[Region=Övre Norrland@4]");
        check("Adress:\nNamn:\nVårvind", "↵1[Adress=∅@1] 2[Namn=Vårvind@3]");
        check("Adress:\n\nNamn:\nVårvind", "↵1[Adress=∅@1] ↵3[Namn=Vårvind@4]");
        check("Namn:\n\nVårvind\n\nRegion:\n\nSkåne\n\nEn text.", "↵1[Namn=Vårvind@3] ↵5[Region=∅@5] ↵7|Skåne ↵9|En text.");
        check("Namn:", "↵1[Namn=∅@1]");
        check("  Namn :  \n  Vårvind ", "↵1[Namn=Vårvind@2]");
    }

    #[test]
    fn a_sentence_with_a_colon_is_no_label() {
        check(
            "Så här säger de fyra som var med från allra första dagen:\nBra.",
            "↵1|Så här säger de fyra som var med från allra första dagen: 2|Bra.",
        );
        check("- :\n:", "↵1•: 2|:");
        check("Namn: Vårvind", "↵1|Namn: Vårvind");
    }

    #[test]
    fn bullets_and_numbers_open_list_items() {
        check("• ett\n¿två\n- tre\n* fyra\n· fem\n1. sex\n12) sju", "↵1•ett 2•två 3•tre 4•fyra 5•fem 6•sex 7•sju");
        check("-ett\n2.0 är här\n2023. Så\n•", "↵1|-ett 2|2.0 är här 3|2023. Så 4|•");
        check("- Mål:\ntext", "↵1•Mål: 2|text");
    }

    proptest! {
        #[test]
        fn every_line_is_kept_once(text in "[a-c:\\-• 1.\n]{0,120}") {
            let letters = |s: &str| s.chars().filter(|c| matches!(c, 'a'..='c')).count();
            let kept: usize = blocks(&text).iter().map(|b| letters(&b.text())).sum();
            prop_assert_eq!(kept, letters(&text));
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = blocks(&text);
        }
    }
}
