//! How cells show their numbers: the part `styles.xml` (ECMA-376 §18.8).

use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::super::error::Refusal;
use super::cell::Shown;
use super::xml::{Xml, attribute};

/// The most cell formats; Excel itself allows 65 490.
const MAX_FORMATS: usize = 65_536;

/// The formats of a workbook's cells, by the number that cells name them with.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Shown>);

impl Styles {
    pub(super) fn shown(&self, style: usize) -> Shown {
        self.0.get(style).copied().unwrap_or_default()
    }

    pub(super) fn read(part: impl Read) -> Result<Styles, Refusal> {
        let mut xml = Xml::new(part);
        let mut own = HashMap::new();
        let mut formats = Vec::new();
        let mut inside = false;
        loop {
            match xml.next()? {
                Event::Start(start) => match start.local_name().into_inner() {
                    "numFmt" if own.len() < MAX_FORMATS => own.extend(own_format(&start)),
                    "cellXfs" => inside = true,
                    "xf" if inside && formats.len() < MAX_FORMATS => formats.push(format(&start, &own)),
                    _ => {}
                },
                Event::End(end) if end.local_name().into_inner() == "cellXfs" => inside = false,
                Event::Eof => return Ok(Styles(formats)),
                _ => {}
            }
        }
    }
}

fn own_format(start: &BytesStart<'_>) -> Option<(u32, Shown)> {
    let id = attribute(start, "numFmtId")?.parse().ok()?;
    Some((id, of_code(&attribute(start, "formatCode")?)))
}

fn format(start: &BytesStart<'_>, own: &HashMap<u32, Shown>) -> Shown {
    let id = attribute(start, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
    own.get(&id).copied().unwrap_or_else(|| built_in(id))
}

/// The formats that every workbook has without saying so (§18.8.30); those
/// that show a time alone stay numbers.
fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Date,
        _ => Shown::Number,
    }
}

/// What a format's code shows: `yyyy\-mm\-dd`, `0.0%`, `#,##0 "kr"`. Only the
/// section for positive numbers counts, without what stands in quotes, behind
/// a backslash or in brackets.
fn of_code(code: &str) -> Shown {
    let mut signs = code.chars();
    let mut is_date = false;
    while let Some(sign) = signs.next() {
        match sign {
            '"' => skip_to(&mut signs, '"'),
            '[' => skip_to(&mut signs, ']'),
            '\\' | '_' | '*' => drop(signs.next()),
            '%' => return Shown::Percent,
            ';' => break,
            'y' | 'Y' | 'd' | 'D' => is_date = true,
            // `General` and `Standard` are words and no codes.
            'G' | 'g' | 'S' if !is_date => return Shown::Number,
            _ => {}
        }
    }
    if is_date { Shown::Date } else { Shown::Number }
}

fn skip_to(signs: &mut std::str::Chars<'_>, end: char) {
    for sign in signs.by_ref() {
        if sign == end {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_what_they_show() {
        let check = |code: &str, expected: Shown| assert_eq!(of_code(code), expected, "{code}");
        check("yyyy\\-mm\\-dd", Shown::Date);
        check("[$-41D]d mmmm yyyy;@", Shown::Date);
        check("yyyy-mm-dd hh:mm", Shown::Date);
        check("hh:mm:ss", Shown::Number);
        check("[h]:mm", Shown::Number);
        check("0%", Shown::Percent);
        check("0.00\\ %", Shown::Percent);
        check("#,##0 \"dagar\"", Shown::Number);
        check("#,##0.00\\ \"kr\";[Red]-0%", Shown::Number);
        check("General", Shown::Number);
        check("\"", Shown::Number);
    }

    #[test]
    fn formats_are_found_by_their_place() {
        let part = r#"<styleSheet><numFmts><numFmt numFmtId="165" formatCode="yyyy/mm"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;
        let styles = Styles::read(part.as_bytes()).unwrap();
        let shown: Vec<_> = (0..5).map(|i| styles.shown(i)).collect();
        assert_eq!(shown, [Shown::Number, Shown::Date, Shown::Date, Shown::Percent, Shown::Number]);
    }
}
