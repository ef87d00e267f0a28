//! The texts that a workbook's cells share: `sharedStrings.xml`
//! (ECMA-376 §18.4).
//!
//! Excel writes every text there and numbers in the cells, so that all of them
//! must be at hand while rows are read. They are held as one text and where
//! each ends in it: three million of one letter take 15 MB, where a string
//! each would take a hundred.

use std::io::Read;

use quick_xml::events::Event;

use super::super::error::Refusal;
use super::xml::{Xml, append};

/// The largest part: 96 MiB. A list of 100 000 rows with 600 bytes of texts
/// that are all different has 70.
pub(super) const MAX_SHARED_BYTES: u64 = 96 << 20;
/// The most texts: 4 million, twice what such a list has.
const MAX_SHARED: usize = 4_000_000;

/// All shared texts.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    text: String,
    ends: Vec<u32>,
}

impl SharedStrings {
    /// The text of this number, from 0.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&end| end as usize);
        self.text.get(start..end)
    }

    pub(super) fn read(part: impl Read) -> Result<SharedStrings, Refusal> {
        let mut xml = Xml::new(part);
        let mut strings = SharedStrings::default();
        let mut place = Place::default();
        loop {
            match xml.next()? {
                Event::Start(start) => place.enter(start.local_name().into_inner()),
                Event::End(end) => {
                    let name = end.local_name().into_inner();
                    place.leave(name);
                    if name == "si" {
                        strings.end_one()?;
                    }
                }
                Event::Eof => return Ok(strings.shrunk()),
                event if place.is_text() => drop(append(&event, &mut strings.text)?),
                _ => {}
            }
        }
    }

    fn end_one(&mut self) -> Result<(), Refusal> {
        if self.ends.len() == MAX_SHARED {
            return Err(Refusal::bomb(format!("a workbook of more than {MAX_SHARED} shared texts")));
        }
        // The part is far smaller than 4 GiB.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    fn shrunk(mut self) -> Self {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self
    }
}

/// Where in a text the reader stands: only `t` holds words, and those within
/// `rPh` say how others are pronounced.
#[derive(Debug, Default)]
pub(super) struct Place {
    text: bool,
    phonetic: bool,
}

impl Place {
    pub(super) fn enter(&mut self, name: &str) {
        self.text |= name == "t";
        self.phonetic |= name == "rPh";
    }

    pub(super) fn leave(&mut self, name: &str) {
        self.text &= name != "t";
        self.phonetic &= name != "rPh";
    }

    pub(super) fn is_text(&self) -> bool {
        self.text && !self.phonetic
    }
}

/// Signs that XML cannot have are written `_x000D_` in workbooks.
pub(super) fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        let sign = escape.get(2..6).filter(|_| escape.get(6..7) == Some("_")).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match sign.and_then(char::from_u32) {
            Some(sign) => plain.push(sign),
            None => plain.push_str("_x"),
        }
        rest = escape.get(if sign.is_some() { 7 } else { 2 }..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_number() {
        let part = "<sst><si><t>Åre</t></si><si><r><t>a &amp; </t></r><rPh><t>x</t></rPh><r><t xml:space='preserve'>b&#246;</t></r></si><si/><si><t>d</t></si></sst>";
        let strings = SharedStrings::read(part.as_bytes()).unwrap();
        let all: Vec<_> = (0..5).map(|i| strings.get(i)).collect();
        assert_eq!(all, [Some("Åre"), Some("a & bö"), Some(""), Some("d"), None]);
    }

    #[test]
    fn entities_are_refused() {
        let part = "<!DOCTYPE sst [<!ENTITY a \"aaaa\">]><sst><si><t>&a;</t></si></sst>";
        assert!(matches!(SharedStrings::read(part.as_bytes()), Err(Refusal::Bomb(_))));
        assert!(matches!(SharedStrings::read(&b"<sst><si><t>&a;</t></si></sst>"[..]), Err(Refusal::Bomb(_))));
    }

    #[test]
    fn escaped_signs_are_read() {
        let check = |text: &str, expected: &str| assert_eq!(unescaped(text), expected);
        check("rad_x000D_\nrad", "rad\r\nrad");
        check("fil_xls _x00_ _xåäöå_ _x", "fil_xls _x00_ _xåäöå_ _x");
        check("_x005F_x000D_", "_x000D_");
    }
}
