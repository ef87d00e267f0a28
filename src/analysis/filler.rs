//! Words that carry no weight in a query: *vilka projekt hjälper unga* asks
//! for *unga*.

use std::collections::HashSet;
use std::sync::LazyLock;

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../index-schema/sv/filler-words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Whether a folded word is a question or filler word.
pub fn is_filler(word: &str) -> bool {
    WORDS.contains(word)
}
