//! The words of running text with their places in it.

/// A run of letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'t> {
    /// Its first byte.
    pub(crate) start: usize,
    /// The byte after it.
    pub(crate) end: usize,
    /// As written.
    pub(crate) text: &'t str,
}

impl Word<'_> {
    /// Whether it begins with a capital.
    pub(crate) fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it has two letters or more, all of them capitals.
    pub(crate) fn is_all_capitals(&self) -> bool {
        let mut letters = self.text.chars().filter(|c| c.is_alphabetic()).peekable();
        letters.peek().is_some() && self.text.chars().nth(1).is_some() && letters.all(char::is_uppercase)
    }
}

/// The words of a text, from left to right.
pub(crate) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut begun = None;
    for (at, letter) in text.char_indices() {
        match (letter.is_alphanumeric(), begun) {
            (true, None) => begun = Some(at),
            (false, Some(start)) => {
                found.extend(text.get(start..at).map(|word| Word { start, end: at, text: word }));
                begun = None;
            }
            _ => {}
        }
    }
    if let Some(start) = begun {
        found.extend(text.get(start..).map(|word| Word { start, end: text.len(), text: word }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_where_they_say() {
        let text = "Dals-Ed: 2 ÅR ";
        let found = words(text);
        let texts: Vec<_> = found.iter().map(|w| w.text).collect();
        assert_eq!(texts, ["Dals", "Ed", "2", "ÅR"]);
        assert!(found.iter().all(|w| text.get(w.start..w.end) == Some(w.text)));
        assert_eq!(found.iter().filter(|w| w.is_capitalised()).count(), 3);
        assert_eq!(found.iter().filter(|w| w.is_all_capitals()).count(), 1);
    }
}
