use std::io::Cursor;

use super::super::zip_file::{Entry as Written, zip_file};
use super::*;
use proptest::prelude::*;

fn archive(bytes: &[u8]) -> Result<Archive<Cursor<Vec<u8>>>, Refusal> {
    Archive::over(Cursor::new(bytes.to_vec()), bytes.len() as u64)
}

fn read(bytes: &[u8], name: &str) -> Result<Vec<u8>, Refusal> {
    archive(bytes)?.bytes(name, 64 << 20)
}

fn check(entries: &[Written], expected: &str) {
    let shown = match read(&zip_file(entries), "a/b.xml") {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(refusal) => refusal.to_string(),
    };
    assert!(shown.contains(expected), "{shown}");
}

fn changed(change: impl Fn(&mut Written)) -> Vec<Written> {
    let mut entry = Written::deflated("a/b.xml", b"<b>hej</b>");
    change(&mut entry);
    vec![entry]
}

#[test]
fn entries_are_read_by_name() {
    let stored = Written { method: 0, body: b"hej".to_vec(), ..Written::deflated("A\\B.xml", b"hej") };
    check(&[Written::deflated("c", b"nej"), Written::deflated("a/b.xml", b"hej")], "hej");
    check(&[stored], "hej");
    check(&[Written::deflated("c", b"nej")], "lacks a/b.xml");
}

#[test]
fn what_lies_is_refused() {
    check(&changed(|e| e.size += 1), "cut off or changed");
    check(&changed(|e| e.size -= 1), "holds more than the 9 bytes");
    check(&changed(|e| e.crc ^= 1), "cut off or changed");
    check(&changed(|e| e.flags = 1), "password");
    check(&changed(|e| e.method = 12), "method 12");
    check(&changed(|e| e.name = "../a".into()), "points outside");
    check(&changed(|e| e.name = "C:/a".into()), "points outside");
    check(&changed(|e| e.attributes = 0o120_777 << 16), "directory is broken");
    check(&[Written::deflated("a/b.xml", b"1"), Written::deflated("A/B.XML", b"2")], "twice");
    check(&[Written::repeated("a/b.xml", &[b'0'; 1 << 16], 64)], "inflates to 4194304 bytes");
}

#[test]
fn a_thousand_entries_and_no_more() {
    let entries: Vec<_> = (0..=MAX_ENTRIES).map(|i| Written::deflated(&format!("{i}"), b"")).collect();
    check(&entries, "an archive of 1001 entries");
    assert!(archive(&zip_file(&entries[1..])).is_ok());
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    let mut bytes = zip_file(&[Written::deflated("a/b.xml", b"hej"), Written::deflated("c", b"hej")]);
    // The second entry of the directory says that it stands where the first does.
    let at = bytes.len() - 22 - 1 - 4;
    bytes[at..at + 4].fill(0);
    assert!(matches!(read(&bytes, "a/b.xml"), Err(Refusal::Bomb(what)) if what.contains("overlap")));
}

#[test]
fn wherever_it_is_cut_it_is_damaged() {
    let whole = zip_file(&[Written::deflated("a/b.xml", b"<b>hej</b>"), Written::deflated("c", b"hej")]);
    for cut in 0..whole.len() {
        assert!(read(&whole[..cut], "a/b.xml").is_err(), "cut at {cut}");
    }
}

#[test]
fn sizes_of_64_bits_stand_in_the_extension() {
    let entry = Written::deflated("a/b.xml", b"hej");
    let mut bytes = zip_file(std::slice::from_ref(&entry));
    let directory = bytes.len() - 22 - 46 - entry.name.len();
    let field = |bytes: &mut Vec<u8>, at: usize, value: &[u8]| bytes[directory + at..][..value.len()].copy_from_slice(value);
    field(&mut bytes, 24, &[0xFF; 4]);
    field(&mut bytes, 30, &[12, 0]);
    let extra = [&[1, 0, 8, 0][..], &3_u64.to_le_bytes()].concat();
    let end = bytes.len() - 22;
    bytes.splice(end..end, extra);
    let end = bytes.len() - 22;
    let size = (46 + entry.name.len() + 12) as u32;
    bytes[end + 12..end + 16].copy_from_slice(&size.to_le_bytes());
    assert_eq!(read(&bytes, "a/b.xml"), Ok(b"hej".to_vec()));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(at in 0_usize..200, byte: u8) {
        let mut bytes = zip_file(&[Written::deflated("a/b.xml", b"<b>hej</b>"), Written::deflated("c", b"hej")]);
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&bytes, "a/b.xml");
    }
}
