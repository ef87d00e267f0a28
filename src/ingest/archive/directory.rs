//! The directory at an archive's end (PKWARE APPNOTE 6.3.10, §4.3).

use std::collections::HashSet;
use std::io::{Read, Seek, SeekFrom};

use super::super::error::Refusal;
use super::MAX_ENTRIES;

/// One entry, as the directory has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) encrypted: bool,
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) compressed: u64,
    pub(super) size: u64,
    /// Where its own header stands.
    pub(super) offset: u64,
}

/// The end record without its comment.
const END: usize = 22;
/// The comment's longest.
const COMMENT: u64 = 65_535;
/// What the directory's entries have before their names.
const FIXED: usize = 46;
/// The most bytes of a directory: a thousand entries with long names.
const MAX_DIRECTORY: u64 = 1 << 20;
/// A field whose value stands in the ZIP64 extension.
const ELSEWHERE: u64 = 0xFFFF_FFFF;

/// The entries of an archive, if they can be believed.
pub(super) fn read<S: Read + Seek>(source: &mut S, len: u64) -> Result<Vec<Entry>, Refusal> {
    let end = end(source, len)?;
    if end.count > MAX_ENTRIES as u64 {
        return Err(Refusal::bomb(format!("an archive of {} entries; at most {MAX_ENTRIES} are read", end.count)));
    }
    if end.size > MAX_DIRECTORY || end.offset.saturating_add(end.size) > len {
        return Err(Refusal::damaged("the archive's directory lies outside it"));
    }
    let bytes = span(source, end.offset, end.size)?;
    let mut rest = bytes.as_slice();
    let mut entries = Vec::new();
    for _ in 0..end.count {
        let (entry, used) = entry(rest).ok_or_else(|| Refusal::damaged("the archive's directory is broken"))?;
        rest = rest.get(used..).unwrap_or_default();
        entries.push(entry);
    }
    check(&entries, end.offset)?;
    Ok(entries)
}

/// What the end record says of the directory.
struct End {
    count: u64,
    size: u64,
    offset: u64,
}

fn end<S: Read + Seek>(source: &mut S, len: u64) -> Result<End, Refusal> {
    let from = len.saturating_sub(COMMENT + END as u64);
    let tail = span(source, from, len - from)?;
    let lost = || Refusal::damaged("the archive is cut off, or none: its directory is missing");
    let at = (0..tail.len()).rev().find(|&at| is_end(tail.get(at..).unwrap_or_default())).ok_or_else(lost)?;
    let record = tail.get(at..).unwrap_or_default();
    let end = End { count: u16_at(record, 10)?.into(), size: u32_at(record, 12)?.into(), offset: u32_at(record, 16)?.into() };
    if end.count != 0xFFFF && end.size != ELSEWHERE && end.offset != ELSEWHERE {
        return Ok(end);
    }
    let locator = at.checked_sub(20).and_then(|at| tail.get(at..)).filter(|bytes| bytes.starts_with(b"PK\x06\x07")).ok_or_else(lost)?;
    end_64(&span(source, u64_at(locator, 8)?, 56)?)
}

/// The signature, and a comment that reaches to the very end.
fn is_end(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x05\x06") && u16_at(bytes, 20).is_ok_and(|comment| END + usize::from(comment) == bytes.len())
}

fn end_64(record: &[u8]) -> Result<End, Refusal> {
    if !record.starts_with(b"PK\x06\x06") {
        return Err(Refusal::damaged("the archive's directory is broken"));
    }
    Ok(End { count: u64_at(record, 32)?, size: u64_at(record, 40)?, offset: u64_at(record, 48)? })
}

/// The first entry of `bytes` and how long it is.
fn entry(bytes: &[u8]) -> Option<(Entry, usize)> {
    let short = |at| u16_at(bytes, at).ok();
    let long = |at| u32_at(bytes, at).ok().map(u64::from);
    if !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let extra_at = FIXED + usize::from(short(28)?);
    let comment_at = extra_at + usize::from(short(30)?);
    let used = comment_at + usize::from(short(32)?);
    let mut entry = Entry {
        name: String::from_utf8_lossy(bytes.get(FIXED..extra_at)?).replace('\\', "/"),
        encrypted: short(8)? & 1 == 1,
        method: short(10)?,
        crc: u32_at(bytes, 16).ok()?,
        compressed: long(20)?,
        size: long(24)?,
        offset: long(42)?,
    };
    zip_64(&mut entry, bytes.get(extra_at..comment_at)?);
    // The upper half holds Unix's file type where Unix wrote it: a link is no content.
    let is_link = long(38)? >> 28 == 0o12;
    (!is_link).then_some((entry, used))
}

/// Takes the values that need 64 bits from the extension with the number 1,
/// where each that is needed stands in this order.
fn zip_64(entry: &mut Entry, mut extra: &[u8]) {
    while let (Ok(kind), Ok(len)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let body = extra.get(4..4 + usize::from(len)).unwrap_or_default();
        if kind == 1 {
            let wanted = [&mut entry.size, &mut entry.compressed, &mut entry.offset].into_iter().filter(|value| **value == ELSEWHERE);
            for (value, at) in wanted.zip((0..).step_by(8)) {
                *value = u64_at(body, at).unwrap_or(u64::MAX);
            }
        }
        extra = extra.get(4 + usize::from(len)..).unwrap_or_default();
    }
}

/// Names that are used once and stay inside, bytes that belong to one entry.
fn check(entries: &[Entry], end: u64) -> Result<(), Refusal> {
    let mut names = HashSet::new();
    for Entry { name, .. } in entries {
        if name.starts_with('/') || name.contains(':') || name.split('/').any(|part| part == "..") || name.contains('\0') {
            return Err(Refusal::bomb(format!("an archive with an entry that points outside: {name}")));
        }
        if !names.insert(name.to_lowercase()) {
            return Err(Refusal::bomb(format!("an archive that has {name} twice")));
        }
    }
    let mut spans: Vec<(u64, u64)> = entries.iter().map(|e| (e.offset, e.offset.saturating_add(30).saturating_add(e.compressed))).collect();
    spans.sort_unstable();
    let next = spans.iter().skip(1).map(|(from, _)| *from).chain([end]);
    if spans.iter().zip(next).any(|((_, to), next)| *to > next) {
        return Err(Refusal::bomb("an archive whose entries overlap or lie outside it"));
    }
    Ok(())
}

pub(super) fn span<S: Read + Seek>(source: &mut S, from: u64, count: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    source.seek(SeekFrom::Start(from))?;
    source.take(count).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], Refusal> {
    let cut = || Refusal::damaged("the archive's directory is cut off");
    bytes.get(at..at + N).and_then(|bytes| bytes.try_into().ok()).ok_or_else(cut)
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Refusal> {
    array(bytes, at).map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Refusal> {
    array(bytes, at).map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Result<u64, Refusal> {
    array(bytes, at).map(u64::from_le_bytes)
}
