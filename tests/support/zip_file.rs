//! Writes ZIP archives, also ones that lie: every field of an entry can be
//! changed before it is written, which a library rightly forbids.

// Not every test needs every file; writing to memory cannot fail.
#![allow(dead_code, clippy::expect_used)]

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// One entry; the fields are what both headers will say.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The name, with `/` between folders.
    pub name: String,
    /// 8 for deflate, 0 for stored.
    pub method: u16,
    /// Bit 0: encrypted.
    pub flags: u16,
    /// The checksum of the content.
    pub crc: u32,
    /// How many bytes the content has.
    pub size: u32,
    /// The compressed bytes.
    pub body: Vec<u8>,
    /// Unix's file type and rights in the upper half.
    pub attributes: u32,
}

impl Entry {
    /// An entry with deflated content.
    pub fn deflated(name: &str, content: &[u8]) -> Entry {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).expect("memory takes it");
        let body = encoder.finish().expect("memory takes it");
        let mut crc = Crc::new();
        crc.update(content);
        Entry { name: name.to_owned(), method: 8, flags: 0, crc: crc.sum(), size: content.len() as u32, body, attributes: 0 }
    }

    /// An entry whose content is `piece` so many times, never held whole.
    pub fn repeated(name: &str, piece: &[u8], times: usize) -> Entry {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        let mut crc = Crc::new();
        for _ in 0..times {
            encoder.write_all(piece).expect("memory takes it");
            crc.update(piece);
        }
        let body = encoder.finish().expect("memory takes it");
        Entry { name: name.to_owned(), method: 8, flags: 0, crc: crc.sum(), size: (piece.len() * times) as u32, body, attributes: 0 }
    }
}

/// The archive of these entries, in this order.
pub fn zip_file(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let offset = bytes.len() as u32;
        bytes.extend(b"PK\x03\x04");
        bytes.extend(shared_fields(entry));
        bytes.extend(entry.name.as_bytes());
        bytes.extend(&entry.body);
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(shared_fields(entry));
        directory.extend([0; 6]);
        directory.extend(entry.attributes.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(entry.name.as_bytes());
    }
    let (offset, size, count) = (bytes.len() as u32, directory.len() as u32, entries.len() as u16);
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend([size.to_le_bytes(), offset.to_le_bytes()].concat());
    bytes.extend([0; 2]);
    bytes
}

/// From the version needed to the length of the extra field, which both headers have.
fn shared_fields(entry: &Entry) -> Vec<u8> {
    let mut fields = vec![20, 0];
    fields.extend(entry.flags.to_le_bytes());
    fields.extend(entry.method.to_le_bytes());
    fields.extend([0; 4]);
    fields.extend(entry.crc.to_le_bytes());
    fields.extend((entry.body.len() as u32).to_le_bytes());
    fields.extend(entry.size.to_le_bytes());
    fields.extend((entry.name.len() as u16).to_le_bytes());
    fields.extend([0; 2]);
    fields
}
