//! XML, an event at a time, in bounded memory.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::error::Refusal;

/// The largest tag or stretch of text: 4 MiB. A cell has 32 767 characters at most.
const MAX_EVENT_BYTES: usize = 4 << 20;
/// How deep elements may nest; workbooks reach ten or so.
const MAX_DEPTH: usize = 64;

/// Gives no more than an event's worth of bytes until it is told that a new
/// event begins, since the parser gathers an event before it shows it.
struct Metered<R> {
    bytes: BufReader<R>,
    given: usize,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(into)?;
        self.given += count;
        Ok(count)
    }
}

impl<R: Read> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.given > MAX_EVENT_BYTES {
            return Err(Refusal::bomb(format!("XML with a tag or text of more than {MAX_EVENT_BYTES} bytes")).into());
        }
        self.bytes.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.given += count;
        self.bytes.consume(count);
    }
}

/// A stream of XML events. Every element begins with `Start` and ends with
/// `End`, also an empty one.
pub(super) struct Xml<R> {
    reader: Reader<Metered<R>>,
    event: Vec<u8>,
    depth: usize,
}

impl<R: Read> Xml<R> {
    pub(super) fn new(bytes: R) -> Self {
        let mut reader = Reader::from_reader(Metered { bytes: BufReader::with_capacity(64 << 10, bytes), given: 0 });
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        // The depth is counted here; which end belongs to which start matters to no one.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Xml { reader, event: Vec::new(), depth: 0 }
    }

    /// The next event. A document type declaration is refused: workbooks have
    /// none, and it is where entities that grow without end are declared.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Refusal> {
        self.event.clear();
        self.reader.get_mut().given = 0;
        let event = self.reader.read_event_into(&mut self.event).map_err(refusal)?;
        match &event {
            Event::Start(_) if self.depth == MAX_DEPTH => return Err(Refusal::bomb("XML nested deeper than 64 levels")),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(Refusal::bomb("XML that declares a document type")),
            Event::Eof if self.depth > 0 => return Err(Refusal::damaged("its XML is cut off")),
            _ => {}
        }
        Ok(event)
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Reads to the end, so that what lies behind is checked, too.
    pub(super) fn drain(&mut self) -> Result<(), Refusal> {
        io::copy(&mut self.reader.get_mut().bytes, &mut io::sink())?;
        Ok(())
    }
}

fn refusal(error: quick_xml::Error) -> Refusal {
    match error {
        quick_xml::Error::Io(error) => Refusal::from(error.as_ref()),
        other => Refusal::damaged(format!("broken XML: {other}")),
    }
}

/// Adds the text that an event is; false where it is none.
pub(super) fn append(event: &Event<'_>, text: &mut String) -> Result<bool, Refusal> {
    match event {
        Event::Text(piece) => text.push_str(piece),
        Event::CData(piece) => text.push_str(piece),
        Event::GeneralRef(name) => text.push(character(name)?),
        _ => return Ok(false),
    }
    Ok(true)
}

/// What a reference stands for: a number, or one of the five names that XML has.
fn character(name: &quick_xml::events::BytesRef<'_>) -> Result<char, Refusal> {
    let number = name.resolve_char_ref().map_err(refusal)?;
    let known = [("lt", '<'), ("gt", '>'), ("amp", '&'), ("apos", '\''), ("quot", '"')];
    let named = known.iter().find(|(known, _)| *known == &**name).map(|(_, c)| *c);
    number.or(named).ok_or_else(|| Refusal::bomb("XML with an entity of its own"))
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute<'a>(start: &'a BytesStart<'_>, local: &str) -> Option<Cow<'a, str>> {
    let mut attributes = start.attributes();
    // Looking for doubles costs time that grows with the square of their number.
    let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().into_inner() == local)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap_or_default())
}
