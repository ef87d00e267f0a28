//! `fondsok history` and `fondsok rollback`: what is kept, and the way back.

use super::arguments::{HistoryArguments, RollbackArguments};
use super::suppress::Suppressed;
use super::{Failure, data_dir, print};
use crate::config::Settings;
use crate::index::history::Entry;
use crate::index::{DataDir, IndexError};

/// Lists the kept generations; 1 where there is none.
pub fn history(settings: &Settings, arguments: &HistoryArguments) -> Result<(), Failure> {
    let data = data_dir(settings);
    let entries = data.history();
    if entries.is_empty() {
        return Err(IndexError::Nothing(data.root().to_owned()).into());
    }
    if arguments.json {
        return print(&serde_json::to_string_pretty(&entries)?);
    }
    entries.iter().try_for_each(|entry| print(&line(entry)))
}

fn line(entry: &Entry) -> String {
    let mark = if entry.served { "served" } else { "kept" };
    let made = match (&entry.created, entry.records) {
        (Some(created), Some(records)) => format!("{created}  {records} records from {} files", entry.sources.len()),
        _ => "unreadable".to_owned(),
    };
    let sample = if entry.sample { "  sample" } else { "" };
    let note = entry.note.as_ref().map(|note| format!("  {note}")).unwrap_or_default();
    format!("{}  {mark:<6}  {made}{sample}{note}", entry.id)
}

/// Publishes a former generation again, once it is proved.
pub fn rollback(settings: &Settings, arguments: &RollbackArguments) -> Result<(), Failure> {
    let data = data_dir(settings);
    if data.history().is_empty() {
        return Err(IndexError::Nothing(data.root().to_owned()).into());
    }
    let run = data.begin()?;
    let before = data.published();
    let former = match (run.former(arguments.id.as_deref()), &arguments.id) {
        (Err(error @ IndexError::Damaged(_)), Some(id)) => {
            return Err(anyhow::Error::from(error).context(format!("generation {id}")).into());
        }
        (former, _) => former?,
    };
    if before.as_ref() == Some(&former.id) {
        return print(&format!("{} is served already: {} records", former.id, former.records));
    }
    refuse_suppressed(settings, &data, &former.id)?;
    run.serve_again(&former)?;
    let instead = before.map(|id| format!(" instead of {id}")).unwrap_or_default();
    print(&format!("{} is served now{instead}: {} records, built {}", former.id, former.records, former.created))
}

/// What has been put on the suppression list since then must not come back this way.
fn refuse_suppressed(settings: &Settings, data: &DataDir, id: &str) -> Result<(), Failure> {
    let Some(list) = &settings.suppress.value else { return Ok(()) };
    let suppressed = Suppressed::read(list).map_err(Failure::Usage)?;
    let mut count = 0;
    for project in data.records(id)? {
        count += usize::from(suppressed.has(&project?));
    }
    if count == 0 {
        return Ok(());
    }
    Err(Failure::Absent(anyhow::anyhow!(
        "generation {id} has {count} records that {} names: they must not come back; index the sources of that time instead",
        list.display()
    )))
}
