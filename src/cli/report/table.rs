//! The report as CSV: one notice a row, so that a spreadsheet can sort and
//! filter it. The columns are `source`, `line`, `code`, `field` and `message`;
//! a file that was not read is a row with the code `unread`, an address that was
//! not fetched one with `not_fetched`, a reason to hold the run back one with `held_back`.

use super::Report;

/// The whole report. A byte order mark comes first, since without it
/// spreadsheets take the text for Windows-1252.
pub(super) fn write(report: &Report) -> anyhow::Result<Vec<u8>> {
    let mut rows = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    rows.write_record(["source", "line", "code", "field", "message"])?;
    for reason in &report.held_back {
        rows.write_record(["", "", "held_back", "", &plain(reason)])?;
    }
    for fetched in &report.fetched {
        if let Some(notice) = &fetched.notice {
            rows.write_record([&plain(&fetched.source), "", "not_fetched", "", &plain(notice)])?;
        }
    }
    for source in &report.sources {
        if let Some(error) = &source.error {
            rows.write_record([&plain(&source.name), "", "unread", "", &plain(error)])?;
        }
        for notice in &source.notices {
            let (name, line, message) = (plain(&source.name), notice.line.to_string(), plain(&notice.message));
            rows.write_record([&name, &line, notice.code.code(), notice.field.unwrap_or_default(), &message])?;
        }
    }
    Ok(rows.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

/// A cell that a spreadsheet does not take for a formula, whatever a source wrote.
fn plain(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    #[test]
    fn a_row_a_notice_and_no_formula() {
        let mut report = sample();
        report.sources[1].name = "=cmd.png".into();
        let text = String::from_utf8(write(&report).unwrap()).unwrap();
        let expected = "\u{feff}source,line,code,field,message\n\
            lista.csv,1,vanished,,gone too\n\
            lista.csv,2,unknown_place,county,okänt\n\
            lista.csv,9,unknown_place,county,\"«Ö»; \"\"län\"\"\"\n\
            '=cmd.png,,unread,,unknown format\n\
            gammal.csv,4,vanished,,gone\n";
        assert_eq!(text, expected);
    }
}
