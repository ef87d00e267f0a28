use super::super::hostile::{ods, sheet, workbook};
use super::super::zip_file::{Entry, zip_file};
use super::*;
use proptest::prelude::*;

/// The rows of a workbook, or why there are none.
fn shown(bytes: &[u8]) -> Vec<String> {
    let (table, notices) = match Source::memory("bok", bytes).and_then(open) {
        Ok(opened) => opened,
        Err(refusal) => return vec![refusal.to_string()],
    };
    let sheet = table.sheet.clone().unwrap_or_default();
    let row = |item| match item {
        Ok(TableRow { line, cells }) => format!("{line}[{}]", cells.join("|")),
        Err(Fault::Notice(notice)) => format!("{}? {:?}", notice.line, notice.kind),
        Err(Fault::End(error)) => error.to_string(),
    };
    let notices = notices.into_iter().map(|notice| notice.message);
    std::iter::once(sheet).chain(notices).chain(table.map(row)).collect()
}

fn check(bytes: &[u8], expected: &[&str]) {
    assert_eq!(shown(bytes), expected);
}

const HEADER: &str = "<row r='1'><c r='A1' t='inlineStr'><is><t>Id</t></is></c><c r='B1' t='inlineStr'><is><t>Namn</t></is></c></row>";

fn xlsx(rows: &str, more: &[Entry]) -> Vec<u8> {
    let parts: Vec<Entry> = std::iter::once(sheet(&format!("{HEADER}{rows}"))).chain(more.iter().cloned()).collect();
    workbook(&parts)
}

#[test]
fn every_kind_of_cell_is_text() {
    let shared = Entry::deflated("xl/sharedStrings.xml", "<sst><si><r><t>Bron </t></r><r><t>&amp; vägen</t></r></si></sst>".as_bytes());
    let rows = "<row r='3'><c r='A3' t='s'><v>0</v></c><c r='D3'><v>4.973906E6</v></c><c r='E3' t='b'><v>1</v></c><c r='F3' t='b'><v>0</v></c>\
        <c r='G3' t='e'><v>#N/A</v></c><c r='H3' t='str'><f>A1</f><v>rad_x000D_&lt;</v></c><c r='I3' t='d'><v>2024-03-01T00:00:00</v></c></row>\
        <row r='9'><c r='XFD9' s='1'/></row>";
    check(&xlsx(rows, &[shared]), &["Lista", "1[Id|Namn]", "3[Bron & vägen|||4973906|Ja|Nej||rad\n<|2024-03-01]"]);
}

#[test]
fn cells_and_rows_without_names_follow_each_other() {
    let rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>";
    check(&xlsx(rows, &[]), &["Lista", "1[Id|Namn]", "2[1||3]", "3[4]"]);
}

#[test]
fn formats_show_days_and_shares() {
    let styles = Entry::deflated(
        "xl/styles.xml",
        b"<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy\\-mm\\-dd'/></numFmts><cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='170'/><xf numFmtId='9'/></cellXfs></styleSheet>",
    );
    let relations = |kinds: &[(&str, &str)]| {
        let relation = |(kind, target): &(&str, &str)| format!("<Relationship Id='{kind}' Type='x/{kind}' Target='{target}'/>");
        format!("<Relationships>{}</Relationships>", kinds.iter().map(relation).collect::<String>())
    };
    let rows = "<row><c s='1'><v>45352</v></c><c s='2'><v>45352.5</v></c><c s='3'><v>0.4</v></c><c><v>0.40000000000000002</v></c></row>";
    let book = |main: &str| {
        zip_file(&[
            Entry::deflated("[Content_Types].xml", b"<Types/>"),
            Entry::deflated("_rels/.rels", relations(&[("officeDocument", "/xl/workbook.xml")]).as_bytes()),
            Entry::deflated("xl/workbook.xml", main.as_bytes()),
            Entry::deflated(
                "xl/_rels/workbook.xml.rels",
                relations(&[("worksheet", "/xl/worksheets/sheet1.xml"), ("styles", "styles.xml")]).as_bytes(),
            ),
            sheet(&format!("{rows}{rows}")),
            styles.clone(),
        ])
    };
    let sheets = "<sheets><sheet name='Blad1' r:id='worksheet'/></sheets>";
    check(
        &book(&format!("<workbook>{sheets}</workbook>")),
        &["Blad1", "1[2024-03-01|2024-03-01|40%|0.4]", "2[2024-03-01|2024-03-01|40%|0.4]"],
    );
    let of_1904 = format!("<workbook><workbookPr date1904='1'/>{sheets}</workbook>");
    assert_eq!(shown(&book(&of_1904))[1], "1[2028-03-02|2028-03-02|40%|0.4]");
    assert_eq!(
        shown(&book("<workbook><sheets><sheet name='x' state='hidden' r:id='worksheet'/></sheets></workbook>")),
        [no_table().to_string()]
    );
}

#[test]
fn sheets_without_a_table_are_passed_over() {
    let table = |name: &str, rows: &str| format!("<table:table table:name='{name}'>{rows}</table:table>");
    let row = |words: &[&str]| {
        let cells: String = words.iter().map(|word| format!("<table:table-cell><text:p>{word}</text:p></table:table-cell>")).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let body = [
        table("Om", &row(&["Om listan"]).repeat(5)),
        table("Lista", &[row(&["Id", "Namn"]), row(&["1", "Bron"])].concat()),
        table("Mer", &row(&["a", "b"]).repeat(2)),
    ];
    // The sheets stand side by side: the first is closed by hand.
    let bytes = ods(&format!("</table:table>{}<table:table>", body.concat()));
    check(&bytes, &["Lista", "the sheet «Lista» was read; not read: «Mer»", "1[Id|Namn]", "2[1|Bron]"]);
}

#[test]
fn every_kind_of_ods_cell_is_text() {
    let rows = "<table:table-row><table:table-cell office:value-type='string'><text:p>Id</text:p></table:table-cell><table:table-cell office:value-type='string'><text:p>Namn</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>\
        <table:table-row><table:table-cell office:value-type='float' office:value='4973906'><text:p>4 973 906,00 kr</text:p></table:table-cell>\
        <table:table-cell office:value-type='percentage' office:value='0.4'><text:p>40 %</text:p></table:table-cell>\
        <table:table-cell office:value-type='date' office:date-value='2024-03-01'><text:p>1 mars</text:p></table:table-cell>\
        <table:covered-table-cell/><table:table-cell office:value-type='boolean' office:boolean-value='true'/>\
        <table:table-cell office:value-type='string'><office:annotation><text:p>nej</text:p></office:annotation><text:p>Bron<text:s text:c='2'/>och <text:span>vägen</text:span></text:p><text:p>rad</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated='2' office:value-type='string'><text:p>x</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated='2'><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row>";
    check(&ods(rows), &["Lista", "1[Id|Namn]", "5[4973906|40%|2024-03-01||Ja|Bron  och vägen\nrad|x|x]", "6[y]", "7[y]"]);
}

#[test]
fn other_archives_are_no_workbooks() {
    check(&zip_file(&[Entry::deflated("a.txt", b"hej")]), &["ZIP or DOCX"]);
    let word = [Entry::deflated("[Content_Types].xml", b"<Types/>"), Entry::deflated("word/document.xml", b"<w/>")];
    check(&zip_file(&word), &["ZIP or DOCX"]);
    let text = [Entry::deflated("mimetype", b"application/vnd.oasis.opendocument.text"), Entry::deflated("content.xml", b"<a/>")];
    check(&zip_file(&text), &["an OpenDocument that is no spreadsheet"]);
}

#[test]
fn twice_encoded_rows_are_told() {
    let rows = "<row><c t='inlineStr'><is><t>FÃ¶r Ã¶n Ã¤r</t></is></c><c><v>1</v></c></row>";
    check(&xlsx(rows, &[]), &["Lista", "1[Id|Namn]", "2? Mojibake", "2[FÃ¶r Ã¶n Ã¤r|1]"]);
}

proptest! {
    #[test]
    fn no_sheet_makes_it_panic(rows in "(<row>|</row>|<c r='(A1|ZZ9|C)' t='(s|b|d|n|x)'>|</c>|<v>|</v>|[0-9.a&;]){0,40}") {
        let _ = shown(&xlsx(&rows, &[]));
    }

    #[test]
    fn no_content_makes_it_panic(rows in "(<table:table-row>|</table:table-row>|<table:table-cell table:number-columns-repeated='(0|2|x)'>|</table:table-cell>|<text:p>|</text:p>|a){0,40}") {
        let _ = shown(&ods(&rows));
    }
}
