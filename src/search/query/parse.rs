//! From the search box's text to a tree and conditions. It cannot fail.
//!
//! ```text
//! query  = { "OR" | "ELLER" | "|" | [ "NOT" | "INTE" | "-" ] item }
//! item   = filter | amount | phrase | prefix | word
//! filter = name ":" value           see field.rs, filter.rs
//! amount = "över 5 mnkr" …          see amount.rs
//! phrase = '"' … '"'                an unclosed quote ends with the text
//! prefix = word "*"
//! word   = anything between spaces; every other sign is as a space
//! ```
//!
//! The tree is flat by construction: no input can nest, so none can overflow a
//! stack. Every size is capped here, before anything is looked up.

use super::filter::{self, Condition};
use super::piece::{self, Operator, Piece, slice};
use super::{FilterField, Parsed, Query, TypedFilter, amount, words};

/// Characters that are read; the rest is left out with a notice.
pub const LONGEST_QUERY: usize = 512;

/// Words, prefixes and phrases that are looked for; further ones are left out with a notice.
pub const MOST_WORDS: usize = 32;

/// Conditions that apply; further ones are read as words.
pub const MOST_FILTERS: usize = 16;

/// Reads what was typed.
pub fn parse(text: &str) -> Parsed {
    let (text, truncated) = piece::head(text, LONGEST_QUERY);
    let mut reader = Reader { text, ..Reader::default() };
    while reader.step() {}
    reader.finish(truncated)
}

/// A word, prefix or phrase, and how it was meant.
struct Item {
    query: Query,
    excluded: bool,
    /// Whether an OR ties it to the item before.
    tied: bool,
}

impl Item {
    fn is_filler(&self) -> bool {
        matches!(&self.query, Query::Word(word) if !self.excluded && word.is_filler())
    }
}

/// How far the text is read, and what was found.
#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    at: usize,
    items: Vec<Item>,
    filters: Vec<TypedFilter>,
    /// Operators as the words they would be, were nothing else typed.
    operators: Vec<Item>,
    /// Where a NOT stands whose item is still to come.
    not: Option<usize>,
    /// Whether an OR stands right before.
    or: bool,
    /// What can be the left side of an OR: the last thing read, and its first item.
    side: Option<(Piece, usize)>,
}

impl Reader<'_> {
    /// Reads the next thing; false at the end.
    fn step(&mut self) -> bool {
        let start = piece::skip(self.text, self.at);
        if start >= self.text.len() {
            return false;
        }
        if let Some((operator, end)) = piece::operator(self.text, start) {
            self.operator(operator, start);
            self.at = end;
            return true;
        }
        let minus = piece::minus(self.text, start);
        let body = minus.unwrap_or(start);
        let excluded = minus.is_some() || self.not.is_some();
        match self.condition(body) {
            Some((field, condition, end)) => self.filter(field, condition, self.not.unwrap_or(start)..end, excluded),
            None => self.words(piece::piece(self.text, body), excluded),
        }
        true
    }

    fn operator(&mut self, operator: Operator, at: usize) {
        let word = piece::piece(self.text, at);
        let found = words::read(self.text, &word, false);
        self.operators.extend(found.into_iter().map(|query| Item { query, excluded: false, tied: false }));
        match operator {
            Operator::Or => self.or = true,
            Operator::Not => self.not = self.not.or(Some(at)),
        }
    }

    /// The condition that stands here, while there is room for one.
    fn condition(&self, at: usize) -> Option<filter::Read> {
        if self.filters.len() >= MOST_FILTERS {
            return None;
        }
        filter::read(self.text, at).or_else(|| {
            let (money, length) = amount::in_text(filter::range_text(self.text, at))?;
            Some((FilterField::Granted, Condition::Granted { from: money.from, to: money.to }, at + length))
        })
    }

    fn filter(&mut self, field: FilterField, condition: Condition, bytes: std::ops::Range<usize>, excluded: bool) {
        self.at = bytes.end;
        self.filters.push(TypedFilter { text: slice(self.text, &bytes).to_owned(), bytes, field, excluded, condition });
        self.done(None);
    }

    fn words(&mut self, piece: Piece, excluded: bool) {
        self.at = piece.end;
        let tied = self.or && self.side.is_some() && !excluded;
        let found = words::read(self.text, &piece, tied || excluded);
        if found.is_empty() {
            // Signs on their own keep apart what stands around them.
            return self.done(None);
        }
        if tied {
            self.unite_side();
        }
        let first = self.items.len();
        self.items.extend(found.into_iter().map(|query| Item { query, excluded, tied }));
        self.done((!excluded).then_some((piece, first)));
    }

    /// Makes the left side of an OR one thing, where its piece held several words.
    fn unite_side(&mut self) {
        let Some((piece, first)) = &self.side else { return };
        if self.items.len() > first + 1 {
            self.items.truncate(*first);
            let one = words::read(self.text, piece, true);
            self.items.extend(one.into_iter().map(|query| Item { query, excluded: false, tied: false }));
        }
    }

    /// What stood before an item has been used.
    fn done(&mut self, side: Option<(Piece, usize)>) {
        self.not = None;
        self.or = false;
        self.side = side;
    }

    fn finish(self, truncated: bool) -> Parsed {
        let nothing = self.items.is_empty() && self.filters.is_empty();
        let mut items = if nothing { self.operators } else { self.items };
        if !self.filters.is_empty() || !items.iter().all(Item::is_filler) {
            items = without_fillers(items);
        }
        let too_many = items.len() > MOST_WORDS;
        items.truncate(MOST_WORDS);
        Parsed { text: self.text.to_owned(), query: tree(items), filters: self.filters, truncated: truncated || too_many }
    }
}

/// The items that carry weight. One that was tied to a filler word alone is tied to nothing.
fn without_fillers(items: Vec<Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::new();
    let mut cut = false;
    for item in items {
        if item.is_filler() {
            cut |= !item.tied;
        } else {
            kept.push(Item { tied: item.tied && !cut, ..item });
            cut = false;
        }
    }
    kept
}

fn tree(items: Vec<Item>) -> Query {
    let mut all: Vec<Query> = Vec::new();
    for item in items {
        match all.last_mut() {
            Some(last) if item.tied => join(last, item.query),
            _ if item.excluded => all.push(Query::Not(Box::new(item.query))),
            _ => all.push(item.query),
        }
    }
    let mut seen: Vec<Query> = Vec::new();
    for query in all {
        // A word typed twice asks for nothing more.
        if !seen.contains(&query) {
            seen.push(query);
        }
    }
    if seen.is_empty() { Query::Everything } else { Query::Most(seen) }
}

/// Makes a choice of what stands before an OR and what after.
fn join(before: &mut Query, after: Query) {
    match before {
        Query::Any(all) if all.contains(&after) => {}
        Query::Any(all) => all.push(after),
        one if *one == after => {}
        one => *one = Query::Any(vec![one.clone(), after]),
    }
}
