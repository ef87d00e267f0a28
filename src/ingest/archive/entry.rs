//! One entry of an archive, inflated as it is read and checked at its end.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::super::error::Refusal;
use super::directory::{Entry, span, u16_at};
use super::{MAX_INFLATED, credible};

/// The header before an entry's bytes, without name and extra field.
const LOCAL: u64 = 30;

/// What an entry holds.
pub(in crate::ingest) struct Inflated<S> {
    bytes: Body<S>,
    name: String,
    declared: u64,
    declared_crc: u32,
    crc: Crc,
    inflated: u64,
    all: Arc<AtomicU64>,
}

enum Body<S> {
    Stored(BufReader<Take<S>>),
    Deflated(Box<DeflateDecoder<BufReader<Take<S>>>>),
}

/// Opens an entry whose declared size is within `limit` and [`credible`].
pub(super) fn open<S: Read + Seek>(mut source: S, entry: &Entry, limit: u64, all: Arc<AtomicU64>) -> Result<Inflated<S>, Refusal> {
    let Entry { name, size, compressed, .. } = entry;
    if entry.encrypted {
        return Err(Refusal::damaged("it is protected by a password"));
    }
    let allowed = limit.min(credible(*compressed));
    if *size > allowed {
        return Err(Refusal::bomb(format!("{name} inflates to {size} bytes; at most {allowed} are read")));
    }
    let body_at = body_at(&mut source, entry)?;
    source.seek(SeekFrom::Start(body_at))?;
    let bytes = BufReader::with_capacity(32 << 10, source.take(*compressed));
    let bytes = match entry.method {
        0 => Body::Stored(bytes),
        8 => Body::Deflated(Box::new(DeflateDecoder::new(bytes))),
        method => return Err(Refusal::damaged(format!("{name} is compressed by method {method}, which is not read"))),
    };
    Ok(Inflated { bytes, name: name.clone(), declared: *size, declared_crc: entry.crc, crc: Crc::new(), inflated: 0, all })
}

/// Where an entry's bytes begin: behind its own header, which must be its own.
fn body_at<S: Read + Seek>(source: &mut S, entry: &Entry) -> Result<u64, Refusal> {
    let header = span(source, entry.offset, LOCAL)?;
    let (name, extra) = (u16_at(&header, 26)?, u16_at(&header, 28)?);
    let named = span(source, entry.offset + LOCAL, name.into())?;
    if !header.starts_with(b"PK\x03\x04") || String::from_utf8_lossy(&named).replace('\\', "/") != entry.name {
        return Err(Refusal::damaged(format!("{} does not stand where the archive's directory says", entry.name)));
    }
    Ok(entry.offset + LOCAL + u64::from(name) + u64::from(extra))
}

impl<S: Read> Inflated<S> {
    fn count(&mut self, fresh: &[u8]) -> Result<(), Refusal> {
        self.inflated += fresh.len() as u64;
        let all = self.all.fetch_add(fresh.len() as u64, Ordering::Relaxed) + fresh.len() as u64;
        if self.inflated > self.declared {
            return Err(Refusal::bomb(format!("{} holds more than the {} bytes that it declares", self.name, self.declared)));
        }
        if all > MAX_INFLATED {
            return Err(Refusal::bomb(format!("an archive that inflates to more than {MAX_INFLATED} bytes")));
        }
        self.crc.update(fresh);
        Ok(())
    }

    /// At the end all must be there, and be what was written.
    fn end(&self) -> Result<(), Refusal> {
        if self.inflated < self.declared || self.crc.sum() != self.declared_crc {
            return Err(Refusal::damaged(format!("{} is not what the archive's directory says: cut off or changed", self.name)));
        }
        Ok(())
    }
}

impl<S: Read> Read for Inflated<S> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        let count = match &mut self.bytes {
            Body::Stored(bytes) => bytes.read(into)?,
            Body::Deflated(bytes) => bytes.read(into)?,
        };
        match into.get(..count) {
            Some(fresh) if count > 0 => self.count(fresh)?,
            _ => self.end()?,
        }
        Ok(count)
    }
}
