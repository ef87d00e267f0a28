//! Name, description and the number: what is text in its own right.

use super::super::project::Project;
use super::agreement as agree;
use super::pair::{Pair, Side};
use super::trust::standing;

impl Pair {
    pub(super) fn texts(&mut self) {
        let languages = (self.left.language.take(), self.right.language.take());
        let named = self.name();
        let described = self.body("description", |p| &mut p.description);
        self.body("description_en", |p| &mut p.description_en);
        self.one("name_en", |p| &mut p.name_en, |a, b| agree::names(a, b), Clone::clone);
        // The language is that of the description, else of the name.
        let (stands, other) = match described.unwrap_or(named) {
            Side::Left => languages,
            Side::Right => (languages.1, languages.0),
        };
        self.left.language = stands.or(other);
    }

    fn name(&mut self) -> Side {
        let agreement = agree::names(&self.left.name, &self.right.name);
        let side = self.stands("name", agreement);
        let (left, right) = (std::mem::take(&mut self.left.name), std::mem::take(&mut self.right.name));
        let (stands, gives_way) = if side == Side::Left { (left, right) } else { (right, left) };
        self.compared("name", side, agreement, &stands, &gives_way);
        self.left.name = stands;
        self.origin_of("name", side);
        side
    }

    /// An authority's description goes before a web editor's, and of two such
    /// the longer: a list often has the beginning of what the bank has whole.
    fn body(&mut self, key: &'static str, slot: fn(&mut Project) -> &mut Option<String>) -> Option<Side> {
        let length = |project: &mut Project| slot(project).as_ref().map(String::len);
        let longer = length(&mut self.right).cmp(&length(&mut self.left));
        let (left, right) = (standing(&self.left, key), standing(&self.right, key));
        let left_first = left.from_news.cmp(&right.from_news).then(longer).then_with(|| left.cmp(&right)).is_le();
        let (left, right) = (slot(&mut self.left).take(), slot(&mut self.right).take());
        let (side, text) = match (left, right) {
            (None, None) => return None,
            (Some(text), None) => (Side::Left, text),
            (None, Some(text)) => (Side::Right, text),
            (Some(left), Some(right)) => {
                let agreement = agree::bodies(&left, &right);
                let (side, stands, gives_way) = if left_first { (Side::Left, left, right) } else { (Side::Right, right, left) };
                self.compared(key, side, agreement, &stands, &gives_way);
                (side, stands)
            }
        };
        *slot(&mut self.left) = Some(text);
        self.origin_of(key, side);
        Some(side)
    }
}
