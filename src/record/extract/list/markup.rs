//! Markup in cells: exports of project banks carry the HTML that their forms
//! were typed in.

use std::borrow::Cow;

/// Entities by name; others stay as they stand.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("shy", ""),
    ("aring", "å"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("Aring", "Å"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("eacute", "é"),
    ("Eacute", "É"),
    ("uuml", "ü"),
    ("oslash", "ø"),
    ("aelig", "æ"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("sect", "§"),
    ("euro", "€"),
];

/// The longest entity between `&` and `;`.
const LONGEST_ENTITY: usize = 10;

/// Tags that end a paragraph, and those that end a line.
const PARAGRAPHS: [&str; 14] = ["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "section", "article", "blockquote"];
const LINES: [&str; 4] = ["br", "li", "tr", "dt"];

/// A cell as one line of plain text.
pub(super) fn line(cell: &str) -> String {
    // Nearly all cells are plain, and one walk over their bytes shows it: none
    // begins a tag, an entity, a line, or a sign beyond Latin letters.
    let odd = |byte: u8| byte < b' ' || matches!(byte, b'<' | b'&' | 0xc2 | 0xe2 | 0xef);
    if !cell.bytes().any(odd) && !cell.contains("  ") {
        return cell.trim().to_owned();
    }
    let plain = plain(cell);
    if plain.contains(['\n', '\r', '\t', '\u{a0}']) || plain.contains("  ") {
        return plain.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    plain.trim().to_owned()
}

/// A cell as paragraphs of plain text, an empty line between them.
pub(super) fn paragraphs(cell: &str) -> String {
    match plain(cell) {
        Cow::Borrowed(text) => text.trim().to_owned(),
        Cow::Owned(text) => tidied(&text),
    }
}

/// Text without tags and entities, and without marks that nobody sees.
fn plain(cell: &str) -> Cow<'_, str> {
    if !cell.contains(['<', '&', '\u{ad}', '\u{200b}', '\u{feff}']) {
        return Cow::Borrowed(cell);
    }
    let mut text = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = rest.find(['<', '&', '\u{ad}', '\u{200b}', '\u{feff}']) {
        let (before, here) = rest.split_at(at);
        text.push_str(before);
        let length = tag(here, &mut text).or_else(|| entity(here, &mut text));
        rest = match length {
            Some(length) => here.get(length..).unwrap_or_default(),
            None => literal(here, &mut text),
        };
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// A sign that opens neither a tag nor an entity stays; one that nobody sees goes.
fn literal<'t>(here: &'t str, text: &mut String) -> &'t str {
    let mut letters = here.chars();
    text.extend(letters.next().filter(|sign| matches!(sign, '<' | '&')));
    letters.as_str()
}

/// The length of the tag that a text begins with; what it separates is written down.
fn tag(here: &str, text: &mut String) -> Option<usize> {
    let inner = here.strip_prefix('<')?;
    let named = inner.strip_prefix('/').unwrap_or(inner);
    if !named.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
        return None;
    }
    let name: String = named.chars().take_while(char::is_ascii_alphanumeric).take(12).collect::<String>().to_ascii_lowercase();
    // A tag has an end before the next one begins.
    let end = inner.find(['>', '<']).filter(|at| inner.as_bytes().get(*at) == Some(&b'>'))?;
    if PARAGRAPHS.contains(&name.as_str()) {
        text.push_str("\n\n");
    } else if LINES.contains(&name.as_str()) {
        text.push('\n');
    }
    Some(end + 2)
}

/// The length of the entity that a text begins with; what it stands for is written down.
fn entity(here: &str, text: &mut String) -> Option<usize> {
    let inner = here.strip_prefix('&')?;
    let end = inner.bytes().take(LONGEST_ENTITY + 1).position(|b| b == b';')?;
    let name = inner.get(..end)?;
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        text.push(char::from_u32(code).filter(|letter| !letter.is_control())?);
    } else {
        text.push_str(ENTITIES.iter().find(|(known, _)| *known == name)?.1);
    }
    Some(end + 2)
}

/// Lines trimmed, at most one empty line between two.
fn tidied(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut gap = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            gap = true;
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if gap { "\n\n" } else { "\n" });
        }
        gap = false;
        tidy.push_str(line);
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(cell: &str, expected: &str) {
        assert_eq!(paragraphs(cell), expected, "{cell:?}");
    }

    #[test]
    fn tags_and_entities_become_text() {
        check("<p>Ett bibliotek &amp; ett torg.</p><p>Sedan&nbsp;mer.</p>", "Ett bibliotek & ett torg.\n\nSedan mer.");
        check("Mål:<br/>ett<BR>två", "Mål:\nett\ntvå");
        check("<ul><li>ett</li><li class=\"a\">två</li></ul>", "ett\n\ntvå");
        check("Bo<strong>sätt</strong>ning f&ouml;r &#246;ar &#x2013; nu", "Bosättning för öar – nu");
        check("till\u{ad}växt\u{200b}", "tillväxt");
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        check("R&D; 5 < 7 & 9 > 8", "R&D; 5 < 7 & 9 > 8");
        check("<3 bygden", "<3 bygden");
        check("Hela <vägen hem", "Hela <vägen hem");
        check("&okänd; &#0; &#xZ; &", "&okänd; &#0; &#xZ; &");
        check("rad ett\nrad två", "rad ett\nrad två");
    }

    #[test]
    fn a_line_has_no_breaks() {
        assert_eq!(line("Norra\nporten  <b>2.0</b>\u{a0}nu"), "Norra porten 2.0 nu");
    }

    #[test]
    fn long_cells_take_linear_time() {
        for piece in ["<", "<a", "&", "&#", "<p>", "&amp"] {
            paragraphs(&piece.repeat(200_000));
        }
    }

    proptest! {
        #[test]
        fn no_cell_panics(cell in "\\PC{0,80}", marked in "[<>/&;#xa-p !\\-0-9\u{ad}]{0,60}") {
            let _ = (paragraphs(&cell), line(&cell), paragraphs(&marked), line(&marked));
        }
    }
}
