//! A start tag: its name and the attributes that are looked at.

const ATTRIBUTES: [&[u8]; 10] = [b"role", b"class", b"id", b"rel", b"href", b"property", b"name", b"itemprop", b"content", b"datetime"];

/// An attribute that is looked at, by its place in [`ATTRIBUTES`].
#[derive(Debug, Clone, Copy)]
pub(super) enum Attribute {
    Role,
    Class,
    Id,
    Rel,
    Href,
    Property,
    Name,
    Itemprop,
    Content,
    Datetime,
}

/// The tag that is being read, or the last one that was.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: Vec<u8>,
    /// The line it begins on.
    pub(super) line: usize,
    values: [String; ATTRIBUTES.len()],
    current: Option<usize>,
}

impl Tag {
    pub(super) fn new(name: &[u8], line: usize) -> Tag {
        Tag { name: name.to_vec(), line, ..Tag::default() }
    }

    /// An attribute begins.
    pub(super) fn attribute(&mut self, name: &[u8]) {
        self.current = ATTRIBUTES.iter().position(|known| *known == name);
    }

    /// Its value; of an attribute that stands twice, the first counts.
    pub(super) fn value(&mut self, value: &[u8]) {
        let place = self.current.take().and_then(|current| self.values.get_mut(current));
        if let Some(place) = place.filter(|place| place.is_empty()) {
            *place = String::from_utf8_lossy(value).trim().to_owned();
        }
    }

    pub(super) fn get(&self, attribute: Attribute) -> &str {
        self.values.get(attribute as usize).map_or("", String::as_str)
    }

    /// Whether it is this element and its class calls it a label.
    pub(super) fn is_label(&self, name: &[u8]) -> bool {
        self.name == name && (name == b"label" || self.get(Attribute::Class).to_ascii_lowercase().contains("label"))
    }
}
