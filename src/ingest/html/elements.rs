//! What each element does to the text around it; a new element is a new row.

/// What an element is to a reader of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    /// A heading of this level.
    Heading(u8),
    /// Text of its own with space around it.
    Paragraph,
    /// Text of its own on the next line.
    Division,
    /// An item of a list.
    Item,
    /// The end of a line.
    Break,
    /// Text whose line ends count.
    Preformatted,
    /// A list of definitions, the name of one, and what it is.
    Definitions,
    Term,
    Definition,
    /// The parts of a table.
    Table,
    Row,
    Cell {
        header: bool,
    },
    /// Part of a line, and perhaps its label.
    Emphasis,
    /// The page's title.
    Title,
    /// A date, a fact about the page, a link to itself.
    Time,
    Meta,
    Link,
    /// Part of a line.
    Other,
}

const ELEMENTS: &[(&[u8], Element)] = &[
    (b"h1", Element::Heading(1)),
    (b"h2", Element::Heading(2)),
    (b"h3", Element::Heading(3)),
    (b"h4", Element::Heading(4)),
    (b"h5", Element::Heading(5)),
    (b"h6", Element::Heading(6)),
    (b"p", Element::Paragraph),
    (b"ul", Element::Paragraph),
    (b"ol", Element::Paragraph),
    (b"hr", Element::Paragraph),
    (b"article", Element::Paragraph),
    (b"section", Element::Paragraph),
    (b"main", Element::Paragraph),
    (b"body", Element::Paragraph),
    (b"aside", Element::Paragraph),
    (b"header", Element::Paragraph),
    (b"form", Element::Paragraph),
    (b"fieldset", Element::Paragraph),
    (b"blockquote", Element::Paragraph),
    (b"figure", Element::Paragraph),
    (b"figcaption", Element::Paragraph),
    (b"details", Element::Paragraph),
    (b"summary", Element::Paragraph),
    (b"address", Element::Paragraph),
    (b"caption", Element::Paragraph),
    (b"div", Element::Division),
    (b"option", Element::Division),
    (b"legend", Element::Division),
    (b"li", Element::Item),
    (b"br", Element::Break),
    (b"pre", Element::Preformatted),
    (b"dl", Element::Definitions),
    (b"dt", Element::Term),
    (b"dd", Element::Definition),
    (b"table", Element::Table),
    (b"tr", Element::Row),
    (b"td", Element::Cell { header: false }),
    (b"th", Element::Cell { header: true }),
    (b"b", Element::Emphasis),
    (b"strong", Element::Emphasis),
    (b"em", Element::Emphasis),
    (b"i", Element::Emphasis),
    (b"u", Element::Emphasis),
    (b"span", Element::Emphasis),
    (b"label", Element::Emphasis),
    (b"title", Element::Title),
    (b"time", Element::Time),
    (b"meta", Element::Meta),
    (b"link", Element::Link),
];

pub(super) fn element(name: &[u8]) -> Element {
    ELEMENTS.iter().find(|(known, _)| *known == name).map_or(Element::Other, |(_, element)| *element)
}

/// Names that open HTML and no other markup, beside those above.
const OPENINGS: &[&str] = &["html", "script", "head", "base", "style", "a", "img", "font", "center", "nav", "footer"];

/// Whether markup is HTML, judged by its first element; comments, processing
/// instructions and declarations may stand before it.
pub(in crate::ingest) fn looks_like_html(sample: &str) -> bool {
    let mut rest = sample;
    while let Some((_, behind)) = rest.split_once('<') {
        let name: String = behind.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '!' | '?' | '-')).collect();
        let name = name.to_ascii_lowercase();
        rest = match name.as_str() {
            "!doctype" => return behind.split('>').next().unwrap_or_default().to_ascii_lowercase().contains("html"),
            name if name.starts_with("!--") => behind.split_once("-->").map_or("", |(_, behind)| behind),
            name if name.starts_with(['!', '?']) => behind,
            name => return OPENINGS.contains(&name) || element(name.as_bytes()) != Element::Other,
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::looks_like_html;

    #[test]
    fn html_is_told_from_other_markup() {
        let check = |sample: &str, expected| assert_eq!(looks_like_html(sample), expected, "{sample}");
        check("<!doctype html><p>hej", true);
        check("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html>", true);
        check("<!-- sparad <från> nätet --><HTML lang=sv>", true);
        check("<p>hej", true);
        check("<?xml version='1.0'?><rss>", false);
        check("<!DOCTYPE svg><svg>", false);
        check("<projekt>", false);
        check("<?xml version='1.0'?>", false);
    }
}
