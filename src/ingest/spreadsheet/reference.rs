//! Names of cells: `AB12`.

/// The column, from 0, and the row, from 1, of a cell; none where it has no
/// such name.
pub(super) fn cell(name: &str) -> Option<(usize, usize)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = name
        .bytes()
        .take(letters)
        .try_fold(0_usize, |column, letter| column.checked_mul(26)?.checked_add(usize::from(letter.to_ascii_uppercase() - b'A') + 1))?;
    let row = name.get(letters..)?.parse().ok()?;
    Some((column.checked_sub(1)?, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read() {
        assert_eq!(cell("A1"), Some((0, 1)));
        assert_eq!(cell("Z9"), Some((25, 9)));
        assert_eq!(cell("AA10"), Some((26, 10)));
        assert_eq!(cell("XFD1048576"), Some((16_383, 1_048_576)));
        for none in ["", "1", "A", "Å1", "A-1", "AAAAAAAAAAAAAAAAAAAAAAAA1"] {
            assert_eq!(cell(none), None, "{none}");
        }
    }
}
