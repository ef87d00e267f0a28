//! `fondsok check`: every kept generation proved, file by file.

use super::{Failure, print};
use crate::config::Settings;
use crate::index::DataDir;
use crate::index::fields::Fields;

/// Proves every kept generation; 1 where any is damaged or none is there.
pub fn run(settings: &Settings) -> Result<(), Failure> {
    let data = DataDir::at(&settings.data.value);
    let (kept, published) = (data.kept(), data.published());
    if kept.is_empty() {
        return Err(Failure::Absent(anyhow::anyhow!("no generation in {}", data.root().display())));
    }
    let mut damaged = 0;
    for id in &kept {
        let mark = if Some(id) == published.as_ref() { "published" } else { "kept" };
        match data.prove(id) {
            Ok(manifest) => {
                let files = manifest.files.len();
                let old = if manifest.fingerprint == Fields::bundled().fingerprint() {
                    ""
                } else {
                    ", of another version: it is rebuilt when served"
                };
                print(&format!("{id}  {mark}  sound: {} records, {files} files{old}", manifest.records))?;
            }
            Err(error) => {
                damaged += 1;
                print(&format!("{id}  {mark}  {error}"))?;
            }
        }
    }
    if published.as_ref().is_none_or(|id| !kept.contains(id)) {
        return Err(Failure::Absent(anyhow::anyhow!("`current` points at no generation; the newest sound one is served")));
    }
    if damaged == 0 { Ok(()) } else { Err(Failure::Absent(anyhow::anyhow!("{damaged} of {} generations damaged", kept.len()))) }
}
