//! gzip to what it holds, no further than its size makes credible.

use std::io::{self, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use super::archive::credible;
use super::error::Refusal;
use super::source::{MAX_BYTES, Source};

/// What a gzip file holds, inflated as it is read.
pub(super) struct Gunzip<R: Read> {
    inflating: MultiGzDecoder<BufReader<R>>,
    inflated: u64,
    limit: u64,
}

/// Opens a source whose signature is gzip's.
pub(super) fn open(source: Source) -> Gunzip<impl Read + Send> {
    let limit = credible(source.len).min(MAX_BYTES);
    Gunzip { inflating: MultiGzDecoder::new(BufReader::new(source.bytes)), inflated: 0, limit }
}

impl<R: Read> Read for Gunzip<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inflating.read(into).map_err(|error| io::Error::from(broken(&error)))?;
        self.inflated += count as u64;
        if self.inflated > self.limit {
            return Err(Refusal::bomb(format!("gzip data that inflates to more than {} bytes", self.limit)).into());
        }
        Ok(count)
    }
}

fn broken(error: &io::Error) -> Refusal {
    match Refusal::from(error) {
        Refusal::Damaged { what, .. } => Refusal::damaged(format!("broken gzip data: {what}")),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
        let mut all = Vec::new();
        open(Source::memory("x.gz", bytes)?).read_to_end(&mut all)?;
        Ok(all)
    }

    #[test]
    fn whole_files_are_read_and_others_refused() {
        let whole = gzip(b"hej");
        assert_eq!(read(&whole), Ok(b"hej".to_vec()));
        assert_eq!(read(&[whole.clone(), whole.clone()].concat()), Ok(b"hejhej".to_vec()));
        for cut in 1..whole.len() {
            assert!(matches!(read(&whole[..cut]), Err(Refusal::Damaged { .. })), "cut at {cut}");
        }
        assert!(matches!(read(&gzip(&vec![0; 4 << 20])), Err(Refusal::Bomb(_))));
    }
}
