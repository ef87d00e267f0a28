//! Running text: sentences, words with their place, cue phrases.

/// What ends with a full stop without ending a sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "bl.a", "ca", "dvs", "d.v.s", "ek", "etc", "ev", "fr.o.m", "för", "inkl", "jfr", "kl", "kap", "m.fl", "m.m", "mfl", "nr", "o.s.v",
    "osv", "resp", "s.k", "sk", "st", "t.ex", "t.o.m", "tex", "t.om",
];

/// The longest sentence in bytes; a longer one is read in parts, so that no
/// text makes reading it slow. The longest seen has 700.
const LONGEST_SENTENCE: usize = 4_000;

/// The letters in lower case, each as long as before, so that a place found
/// in the folded text is a place in the text.
pub(super) fn folded(text: &str) -> String {
    let fold = |letter: char| {
        let mut lower = letter.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(one), None) if one.len_utf8() == letter.len_utf8() => one,
            _ => letter,
        }
    };
    text.chars().map(fold).collect()
}

/// Sentences with one of these openings go on with the amount before: *14
/// miljoner. Så mycket får Tranås.*
const GOES_ON: &[&str] = &["Så mycket ", "Så stort ", "Det är vad ", "Det är så mycket "];

/// The sentences of a paragraph, trimmed.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let mut from = 0;
    for (at, mark) in text.char_indices().filter(|(_, letter)| matches!(letter, '.' | '!' | '?')) {
        let end = at + mark.len_utf8();
        let goes_on = || text.get(end..).is_some_and(|rest| GOES_ON.iter().any(|opening| rest.trim_start().starts_with(opening)));
        if ends_sentence(text, from, at, end) && !goes_on() {
            found.extend(text.get(from..end).into_iter().flat_map(parts));
            from = end;
        }
    }
    found.extend(text.get(from..).into_iter().flat_map(parts));
    found
}

/// A sentence, cut where it is longer than any sentence is.
fn parts(sentence: &str) -> impl Iterator<Item = &str> {
    let mut rest = sentence.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let cut = if rest.len() > LONGEST_SENTENCE { rest.floor_char_boundary(LONGEST_SENTENCE) } else { rest.len() };
        let (part, after) = rest.split_at_checked(cut)?;
        rest = after;
        Some(part)
    })
}

/// Whether the mark at `at` ends the sentence that begins at `from`: the next
/// word opens with a capital, a digit or a quotation mark, and no abbreviation
/// or number of a list stands before it.
fn ends_sentence(text: &str, from: usize, at: usize, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let closed = rest.trim_start_matches(['"', '”', '’', '»', ')']);
    let next = closed.trim_start();
    let opens = next.chars().next().is_none_or(|c| c.is_uppercase() || c.is_ascii_digit() || is_quote(c) || matches!(c, '–' | '-' | '#'));
    if !opens || closed.len() == next.len() && !next.is_empty() {
        return false;
    }
    let before = text.get(text.floor_char_boundary(from.max(at.saturating_sub(20)))..at).unwrap_or_default();
    let word = folded(before.split(char::is_whitespace).next_back().unwrap_or_default());
    let number = !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    !(number || ABBREVIATIONS.contains(&word.trim_start_matches('(')))
}

/// Whether a line ends like a sentence.
pub(super) fn is_closed(line: &str) -> bool {
    line.trim_end_matches(['”', '"', ')', '»']).ends_with(['.', '!', '?', ':', ';', ','])
}

/// A quotation mark, either end.
pub(super) fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '”' | '“' | '„' | '«' | '»')
}

/// A word, its first byte in the text, and the signs that follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub start: usize,
    pub text: &'t str,
    pub after: &'t str,
}

impl Word<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn folded(&self) -> String {
        folded(self.text)
    }
}

/// The words of a text; signs before a word are skipped.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let of = |raw: &'_ str, at: usize| {
        let lead = raw.len() - raw.trim_start_matches(|c: char| is_quote(c) || matches!(c, '(' | '\'' | '’')).len();
        let body_end = raw.trim_end_matches(|c: char| is_quote(c) || matches!(c, ',' | '.' | ';' | ':' | ')' | '!' | '?')).len();
        (at + lead, at + body_end.max(lead), at + raw.len())
    };
    let mut found = Vec::new();
    let mut at = 0;
    for raw in text.split(char::is_whitespace) {
        let (start, end, last) = of(raw, at);
        if let (Some(word), Some(after)) = (text.get(start..end).filter(|word| !word.is_empty()), text.get(end..last)) {
            found.push(Word { start, text: word, after });
        }
        at += raw.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

/// The places of a cue phrase at word boundaries, as byte ranges.
pub(super) fn occurrences<'t>(text: &'t str, cue: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
    text.match_indices(cue).map(|(at, found)| (at, at + found.len())).filter(move |&(start, end)| at_boundaries(text, start, end))
}

fn at_boundaries(text: &str, start: usize, end: usize) -> bool {
    let cue = text.get(start..end).unwrap_or_default();
    let letter_before = text.get(..start).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric);
    let letter_after = text.get(end..).and_then(|after| after.chars().next()).is_some_and(char::is_alphanumeric);
    let opens = cue.chars().next().is_some_and(char::is_alphanumeric);
    let closes = cue.chars().next_back().is_some_and(char::is_alphanumeric);
    !(opens && letter_before || closes && letter_after)
}

/// Whether a folded text has one of the cues at word boundaries.
pub(super) fn has(text: &str, cues: &[&str]) -> bool {
    cues.iter().any(|cue| occurrences(text, cue).next().is_some())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sentences_end_at_marks_before_capitals() {
        let check = |text: &str, expected: &[&str]| assert_eq!(sentences(text), expected, "{text}");
        check("En bro. Två broar! Tre?", &["En bro.", "Två broar!", "Tre?"]);
        check("Bron kostar ca. 3 kr, t.ex. i Mora. Sen då", &["Bron kostar ca. 3 kr, t.ex. i Mora.", "Sen då"]);
        check("Det finns 2 mål: 1. Arbete, 2. Vård.", &["Det finns 2 mål: 1. Arbete, 2. Vård."]);
        check("Den börjar 2024. ”Bron” heter den.", &["Den börjar 2024.", "”Bron” heter den."]);
        check("Bro 2.0 är 1,5 mil.", &["Bro 2.0 är 1,5 mil."]);
    }

    #[test]
    fn a_sentence_without_end_is_read_in_parts() {
        let text = "å".repeat(LONGEST_SENTENCE);
        assert_eq!(sentences(&text).iter().map(|part| part.len()).collect::<Vec<_>>(), [LONGEST_SENTENCE; 2]);
    }

    #[test]
    fn words_know_their_place() {
        let text = "(”Nya broar”), sa";
        let found: Vec<_> = words(text).iter().map(|w| (w.start, w.text, w.after)).collect();
        assert_eq!(found, [(4, "Nya", ""), (8, "broar", "”),"), (19, "sa", "")]);
    }

    #[test]
    fn cues_stand_at_word_boundaries() {
        assert!(has("de får stöd", &["får"]));
        assert!(!has("de fåren", &["får"]));
        assert!(has("bron, som beviljas", &[", som beviljas"]));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            let folded = folded(&text);
            prop_assert_eq!(folded.len(), text.len());
            sentences(&text);
            for word in words(&text) {
                prop_assert_eq!(text.get(word.start..word.end()), Some(word.text));
            }
        }
    }
}
