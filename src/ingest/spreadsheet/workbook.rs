//! What an XLSX workbook holds and where: its list of sheets and the parts
//! that belong to it (ECMA-376 §12.3 and §18.2).

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::super::error::Refusal;
use super::cell::Epoch;
use super::shared_strings::{MAX_SHARED_BYTES, SharedStrings};
use super::styles::Styles;
use super::xml::{Xml, attribute};
use super::{MAX_PART_BYTES, MAX_SHEETS, Sheet, Zip};

/// Styles of a workbook with very many formats: 16 MiB.
const MAX_STYLES_BYTES: u64 = 16 << 20;

/// A workbook without the rows of its sheets.
#[derive(Default)]
pub(super) struct Workbook {
    /// Those that are not hidden.
    pub(super) sheets: Vec<Sheet>,
    pub(super) strings: SharedStrings,
    pub(super) styles: Styles,
    pub(super) epoch: Epoch,
}

/// What one part says of another.
struct Relation {
    kind: String,
    target: String,
}

pub(super) fn read(zip: &mut Zip) -> Result<Workbook, Refusal> {
    let main = main_part(zip)?;
    let related = relations(zip, &main)?;
    let mut workbook = parts(zip, &main, &related)?;
    let part = |kind: &str| related.values().find(|relation| relation.kind == kind).map(|relation| relation.target.as_str());
    if let Some(name) = part("sharedStrings").filter(|name| zip.has(name)) {
        workbook.strings = SharedStrings::read(zip.entry(name, MAX_SHARED_BYTES)?)?;
    }
    if let Some(name) = part("styles").filter(|name| zip.has(name)) {
        workbook.styles = Styles::read(zip.entry(name, MAX_STYLES_BYTES)?)?;
    }
    Ok(workbook)
}

/// The part that lists the sheets: `xl/workbook.xml` nearly always.
fn main_part(zip: &mut Zip) -> Result<String, Refusal> {
    let of_all = relations(zip, "")?;
    let named = of_all.into_values().find(|relation| relation.kind == "officeDocument").map(|relation| relation.target);
    let name = named.filter(|name| zip.has(name)).unwrap_or_else(|| "xl/workbook.xml".to_owned());
    if name.to_ascii_lowercase().ends_with(".bin") {
        return Err(Refusal::Unknown("a binary workbook, XLSB"));
    }
    if !zip.has(&name) {
        return Err(Refusal::Unknown("ZIP or DOCX"));
    }
    Ok(name)
}

/// The relations of a part, or of the archive, by their id.
fn relations(zip: &mut Zip, part: &str) -> Result<HashMap<String, Relation>, Refusal> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let mut relations = HashMap::new();
    if !zip.has(&name) {
        return Ok(relations);
    }
    let mut xml = Xml::new(zip.entry(&name, MAX_PART_BYTES)?);
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().into_inner() == "Relationship" => relations.extend(relation(&start, folder)),
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

fn relation(start: &BytesStart<'_>, folder: &str) -> Option<(String, Relation)> {
    let kind = attribute(start, "Type")?;
    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
    let target = attribute(start, "Target")?;
    Some((attribute(start, "Id")?.into_owned(), Relation { kind, target: resolved(folder, &target) }))
}

/// A target as an entry's name: `worksheets/sheet1.xml` is meant from the
/// part's folder, `/xl/worksheets/sheet1.xml` from the archive's root.
fn resolved(folder: &str, target: &str) -> String {
    let full = match target.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in full.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The sheets that are not hidden, and which day is the first.
fn parts(zip: &mut Zip, main: &str, related: &HashMap<String, Relation>) -> Result<Workbook, Refusal> {
    let mut workbook = Workbook::default();
    let mut xml = Xml::new(zip.entry(main, MAX_PART_BYTES)?);
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().into_inner() {
                "sheet" if workbook.sheets.len() < MAX_SHEETS => workbook.sheets.extend(sheet(&start, related)),
                "workbookPr" if attribute(&start, "date1904").is_some_and(|value| value == "1" || value == "true") => {
                    workbook.epoch = Epoch::Macintosh;
                }
                _ => {}
            },
            Event::Eof => return Ok(workbook),
            _ => {}
        }
    }
}

/// A sheet of rows that is visible; charts and macros are none.
fn sheet(start: &BytesStart<'_>, related: &HashMap<String, Relation>) -> Option<Sheet> {
    let is_visible = attribute(start, "state").is_none_or(|state| state == "visible");
    let relation = related.get(attribute(start, "id")?.as_ref()).filter(|relation| is_visible && relation.kind == "worksheet")?;
    Some(Sheet { name: attribute(start, "name").unwrap_or_default().into_owned(), entry: relation.target.clone() })
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn targets_are_meant_from_their_folder() {
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl", "../xl/./a.xml"), "xl/a.xml");
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
    }
}
