//! Stub.
/// Stub.
pub struct Ngrams;
impl Ngrams {
    /// New.
    pub fn new<'a>(_stems: impl Iterator<Item = &'a str>) -> Self {
        Ngrams
    }
    /// Neighbours.
    pub fn neighbours(&self, _stem: &str, _least: f32, _most: usize) -> Vec<(&str, f32)> {
        Vec::new()
    }
}
