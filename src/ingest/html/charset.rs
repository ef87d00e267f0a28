//! The encoding that a page declares, for pages that are not UTF-8.

use encoding_rs::{Encoding, UTF_8};

/// Where a declaration must stand: within the first 1 024 bytes by the HTML
/// standard, a little later in many pages.
const SEARCHED: usize = 4_096;

/// The encoding named by `<meta charset=…>` or its older form. A page that
/// says UTF-8 and is not is judged as if it said nothing.
pub(in crate::ingest) fn declared_charset(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.get(..SEARCHED.min(head.len())).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let is_markup = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').starts_with('<');
    let (_, behind) = head.split_once("charset").filter(|_| is_markup)?;
    let value = behind.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let name: String = value.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')).collect();
    Encoding::for_label(name.as_bytes()).filter(|encoding| *encoding != UTF_8 && encoding.is_ascii_compatible())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found() {
        let check =
            |head: &str, expected: Option<&str>| assert_eq!(declared_charset(head.as_bytes()).map(Encoding::name), expected, "{head}");
        check("<html><meta charset=\"iso-8859-2\">", Some("ISO-8859-2"));
        check("<meta http-equiv=Content-Type content='text/html; charset=macintosh'>", Some("macintosh"));
        check("<meta charset=utf-8>", None);
        check("<meta charset=utf-16>", None);
        check("<p>charset", None);
        check("Namn: charset=macintosh", None);
    }
}
