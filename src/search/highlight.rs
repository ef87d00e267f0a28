//! Highlights: the words that matched, and the passages that show them best.
//!
//! Our own, over the same tokens and stems as the search, so that every engine
//! marks alike, a passage ends at a sentence or a word, and what comes out is
//! spans: only `http` turns them into text with marks.

use std::collections::HashSet;

use super::answer::{Passage, Span};
use super::marks::Marks;
use crate::analysis::Language;
use crate::index::build::languages;
use crate::record::Project;

/// Letters of a passage, about three lines.
const PASSAGE: usize = 240;
/// Passages of one hit.
const PASSAGES: usize = 2;
/// Beyond the farthest way of matching.
const NEAR: u8 = 7;
/// Bytes of a description that are looked through.
const LOOKED_AT: usize = 16 * 1024;

/// A project's texts with the words in them that matched.
pub struct Shown {
    /// The marked words of its name.
    pub name: Vec<Span>,
    /// The marked words of its description, as far as that is looked through.
    pub description: Vec<Span>,
    /// The best passages of its description, in the order of the text.
    pub passages: Vec<Passage>,
}

/// Marks the words of a project's name and description, and finds the best passages.
pub fn highlight(project: &Project, marks: &Marks<'_>) -> Shown {
    let language = Language::of(project.language.as_deref());
    let name = marks.spans(&project.name, languages("name", language));
    let text = project.description.as_deref().map(head).unwrap_or_default();
    let description = marks.spans(text, languages("description", language));
    let mut passages = passages(text, &description);
    let english = project.description_en.as_deref().map(head).filter(|_| description.is_empty());
    if let Some(english) = english {
        let spans = marks.spans(english, languages("description_en", language));
        if !spans.is_empty() {
            passages = self::passages(english, &spans);
        }
    }
    Shown { name, description, passages }
}

/// The best passages of a text; without any marked word its beginning.
fn passages(text: &str, spans: &[Span]) -> Vec<Passage> {
    let sentences = sentences(text);
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    let mut shown: HashSet<usize> = HashSet::new();
    while chosen.len() < PASSAGES {
        let Some(best) = best_window(&sentences, spans, &chosen, &shown) else { break };
        shown.extend(spans.iter().filter(|span| inside(span, best)).map(|span| span.word));
        chosen.push(best);
    }
    if chosen.is_empty() {
        chosen.extend(sentences.first().map(|first| grown(&sentences, 0, *first)));
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|window| cut(text, window, spans)).collect()
}

/// What a passage is worth: new words, how near they are to what was typed, marks.
type Value = (usize, u32, usize);

fn inside(span: &Span, (start, end): (usize, usize)) -> bool {
    span.bytes.start >= start && span.bytes.end <= end
}

/// The sentences, as far as a passage is long, that show the most words of the
/// query not yet shown; equal ones by how near they are to what was typed, by the
/// number of marks, then by place.
fn best_window(sentences: &[(usize, usize)], spans: &[Span], chosen: &[(usize, usize)], shown: &HashSet<usize>) -> Option<(usize, usize)> {
    let mut best: Option<(Value, (usize, usize))> = None;
    let mut from = 0;
    for (nth, sentence) in sentences.iter().enumerate() {
        let window = grown(sentences, nth, *sentence);
        while spans.get(from).is_some_and(|span| span.bytes.start < window.0) {
            from += 1;
        }
        let marked: Vec<&Span> = spans.iter().skip(from).take_while(|span| span.bytes.start < window.1).collect();
        let new: HashSet<usize> = marked.iter().map(|span| span.word).filter(|word| !shown.contains(word)).collect();
        let overlaps = chosen.iter().any(|(start, end)| window.0 < *end && *start < window.1);
        let nearest = |word: &usize| marked.iter().filter(|span| span.word == *word).map(|span| NEAR - span.how.distance().min(NEAR)).max();
        let near: u32 = new.iter().filter_map(nearest).map(u32::from).sum();
        let value = (new.len(), near, marked.len().min(6));
        if !new.is_empty() && !overlaps && best.as_ref().is_none_or(|(before, _)| value > *before) {
            best = Some((value, window));
        }
    }
    best.map(|(_, window)| window)
}

/// A sentence and those after it, as long as they fit.
fn grown(sentences: &[(usize, usize)], nth: usize, sentence: (usize, usize)) -> (usize, usize) {
    let (start, mut end) = sentence;
    for (_, next_end) in sentences.iter().skip(nth + 1) {
        if next_end - start > PASSAGE {
            break;
        }
        end = *next_end;
    }
    (start, end)
}

/// The passage of a window; one that is too long is cut at words around its marks.
fn cut(text: &str, (start, end): (usize, usize), spans: &[Span]) -> Passage {
    let first = spans.iter().find(|span| inside(span, (start, end))).map_or(start, |span| span.bytes.start);
    let too_long = end - start > PASSAGE * 3 / 2;
    let (from, to) = match too_long {
        false => (start, end),
        true => {
            let from = if first - start > PASSAGE / 2 { word_start(text, first - PASSAGE / 3, start) } else { start };
            (from, word_end(text, from + PASSAGE, end))
        }
    };
    let (from, to) = trimmed(text, from, to);
    let before = if from > start && too_long { "… " } else { "" };
    let after = if to < end && too_long { " …" } else { "" };
    let body = text.get(from..to).unwrap_or_default();
    let shift = |at: usize| at - from + before.len();
    let spans = spans
        .iter()
        .filter(|span| inside(span, (from, to)))
        .map(|span| Span { bytes: shift(span.bytes.start)..shift(span.bytes.end), word: span.word, how: span.how.clone() })
        .collect();
    Passage { text: format!("{before}{body}{after}"), spans }
}

fn trimmed(text: &str, from: usize, to: usize) -> (usize, usize) {
    let body = text.get(from..to).unwrap_or_default();
    let left = body.len() - body.trim_start().len();
    (from + left, from + left + body.trim().len())
}

/// The first word boundary at or after a byte, not before `least`.
fn word_start(text: &str, at: usize, least: usize) -> usize {
    let at = boundary(text, at.max(least));
    let rest = text.get(at..).unwrap_or_default();
    rest.find(char::is_whitespace).map_or(at, |space| at + space)
}

/// The last word boundary at or before a byte, not after `most`.
fn word_end(text: &str, at: usize, most: usize) -> usize {
    if at >= most {
        return most;
    }
    let at = boundary(text, at);
    let head = text.get(..at).unwrap_or_default();
    head.rfind(char::is_whitespace).filter(|space| *space + PASSAGE / 2 > at).unwrap_or(at)
}

/// The nearest character boundary at or before a byte.
fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The part of a text that is looked through.
pub fn head(text: &str) -> &str {
    text.get(..boundary(text, LOOKED_AT)).unwrap_or_default()
}

/// Where each sentence begins and ends: after `.`, `!`, `?` before a space and a
/// capital or digit, and at line ends.
fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let ends = match letter {
            '\n' => true,
            '.' | '!' | '?' => {
                let mut next = text.get(end..).unwrap_or_default().chars();
                next.next().is_some_and(char::is_whitespace) && next.next().is_some_and(|c| !c.is_lowercase())
            }
            _ => false,
        };
        if ends {
            push(text, start, end, &mut sentences);
            start = end;
        }
    }
    push(text, start, text.len(), &mut sentences);
    sentences
}

fn push(text: &str, start: usize, end: usize, sentences: &mut Vec<(usize, usize)>) {
    let (from, to) = trimmed(text, start, end);
    if from < to {
        sentences.push((from, to));
    }
}

#[cfg(test)]
mod tests {
    use super::super::clause::Clause;
    use super::super::lexis::Lexis;
    use super::*;
    use proptest::prelude::*;

    fn marks(words: &[&str]) -> Marks<'static> {
        static LEXIS: std::sync::LazyLock<Lexis> = std::sync::LazyLock::new(Lexis::bundled);
        let clauses: Vec<Clause> = words.iter().map(|word| Clause::of_word(word)).collect();
        Marks::new(&clauses, &LEXIS)
    }

    fn marked(passage: &Passage) -> Vec<&str> {
        passage.spans.iter().map(|span| &passage.text[span.bytes.clone()]).collect()
    }

    #[test]
    fn inflected_words_are_marked_as_they_stand() {
        let spans = marks(&["företag"]).spans("Små företagen och andras Företags.", &[Language::Swedish]);
        assert_eq!(spans.len(), 2);
    }

    #[test]
    fn the_passage_shows_the_words_and_ends_at_a_sentence() {
        let text = format!("{} Sedan kommer energin. {}", "Inget här är av vikt. ".repeat(30), "Och så vidare. ".repeat(30));
        let found = passages(&text, &marks(&["energi"]).spans(&text, &[Language::Swedish]));
        assert_eq!(found.len(), 1);
        assert_eq!(marked(&found[0]), ["energin"]);
        assert!(found[0].text.ends_with('.') && found[0].text.len() <= PASSAGE * 3 / 2, "{}", found[0].text);
    }

    #[test]
    fn a_sentence_without_end_is_cut_at_words() {
        let text = format!("{}energi {}", "ord utan slut och ".repeat(40), "mera ord ".repeat(60));
        let found = passages(&text, &marks(&["energi"]).spans(&text, &[Language::Swedish]));
        assert_eq!(marked(&found[0]), ["energi"]);
        assert!(found[0].text.starts_with("… ") && found[0].text.ends_with(" …"));
    }

    #[test]
    fn without_marks_the_beginning_is_shown() {
        let found = passages("Först detta. Sedan det.", &marks(&["saknas"]).spans("Först detta. Sedan det.", &[Language::Swedish]));
        assert_eq!(found.len(), 1);
        assert!(found[0].spans.is_empty() && found[0].text.starts_with("Först"));
    }

    proptest! {
        #[test]
        fn spans_lie_on_characters(text in "[a-zåäö .!\\n\u{2028}é😀-]{0,900}", word in "[a-zåäö]{1,6}") {
            for passage in passages(&text, &marks(&[&word]).spans(&text, &[Language::Swedish])) {
                for span in &passage.spans {
                    prop_assert!(passage.text.get(span.bytes.clone()).is_some());
                }
            }
        }
    }
}
