//! Stub.
/// V.
pub struct Vocabulary;
impl Vocabulary {
    /// New.
    pub fn new(_words: Vec<(String, u32)>) -> Self {
        Vocabulary
    }
}
/// D.
pub struct Dotted {
    /// Word.
    pub word: String,
    /// Frequency.
    pub frequency: u32,
}
/// C.
pub struct Correction {
    /// Word.
    pub word: String,
    /// Frequency.
    pub frequency: u32,
}
/// S.
pub struct Spelling;
impl Spelling {
    /// New.
    pub fn new(_v: Vocabulary) -> Self {
        Spelling
    }
    /// Dotted.
    pub fn dotted(&self, _word: &str) -> Vec<Dotted> {
        Vec::new()
    }
    /// Corrections.
    pub fn corrections(&self, _word: &str, _split: &dyn Fn(&str) -> Vec<String>, _known: &dyn Fn(&str) -> bool, _most: usize) -> Vec<Correction> {
        Vec::new()
    }
}
