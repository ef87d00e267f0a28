//! The first bytes of formats.

/// What a source's first bytes say that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signature {
    /// ZIP, which XLSX, ODS and DOCX are, too.
    Zip,
    /// gzip.
    Gzip,
    /// Something that is not read, and what it is called.
    Other(&'static str),
}

/// OLE is the container of the older office programs and of newer files with a password.
const SIGNATURES: &[(&[u8], Signature)] = &[
    (b"PK\x03\x04", Signature::Zip),
    (b"PK\x05\x06", Signature::Zip),
    (b"\x1f\x8b", Signature::Gzip),
    (b"%PDF", Signature::Other("PDF")),
    (b"\xd0\xcf\x11\xe0", Signature::Other("an older office document, or one with a password")),
    (b"\x89PNG", Signature::Other("PNG")),
    (b"\xff\xd8\xff", Signature::Other("JPEG")),
    (b"SQLite format 3", Signature::Other("SQLite")),
    (b"{\\rtf", Signature::Other("RTF")),
    (b"BZh", Signature::Other("bzip2")),
    (b"\x28\xb5\x2f\xfd", Signature::Other("Zstandard")),
    (b"\xfd7zXZ", Signature::Other("XZ")),
    (b"7z\xbc\xaf", Signature::Other("7-Zip")),
    (b"Rar!", Signature::Other("RAR")),
];

/// The signature that bytes begin with.
pub(super) fn signature(head: &[u8]) -> Option<Signature> {
    SIGNATURES.iter().find(|(first, _)| head.starts_with(first)).map(|(_, signature)| *signature)
}

/// Why a decoded sample is no text, if it is none.
pub(super) fn no_text(sample: &str) -> Option<&'static str> {
    if sample.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Some("empty");
    }
    is_binary(sample).then_some("binary")
}

/// A zero byte, or more than one control character in a hundred bytes.
fn is_binary(sample: &str) -> bool {
    let odd = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
    sample.contains('\0') || sample.bytes().filter(|&b| odd(b)).count() * 100 > sample.len()
}

/// A `<` and a letter, `!` or `?`; a page of text may open with `<<` or `< 5`.
pub(super) fn starts_as_markup(sample: &str) -> bool {
    let mut first = sample.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').chars();
    first.next() == Some('<') && first.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '!' || c == '?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_known() {
        assert_eq!(signature(b"PK\x03\x04rest"), Some(Signature::Zip));
        assert_eq!(signature(b"%PDF-1.7\n"), Some(Signature::Other("PDF")));
        assert_eq!(signature(b"Namn:"), None);
    }

    #[test]
    fn text_is_told_from_other_bytes() {
        let check = |sample: &str, expected| assert_eq!(no_text(sample), expected, "{sample:?}");
        check("", Some("empty"));
        check(" \n\u{feff}\n", Some("empty"));
        check("ab\0\x01\x02\x03", Some("binary"));
        check("\x01\x02ab", Some("binary"));
        check("Namn:\tSkruva\n", None);
        assert!(starts_as_markup("\u{feff}\n<!doctype html>") && starts_as_markup("<p>") && !starts_as_markup("< 5 procent"));
    }
}
