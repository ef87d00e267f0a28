use super::*;
use crate::ingest::table::MAX_CELL_BYTES;
use proptest::prelude::*;

fn shown(bytes: &[u8]) -> Vec<String> {
    let mut text = TextReader::new(std::io::Cursor::new(bytes.to_vec()));
    text.fill_to(64 << 10).expect("memory can be read");
    let Some(dialect) = sniff(text.pending(), text.is_at_end(), true) else { return vec!["no table".into()] };
    let item = |item| match item {
        Ok(TableRow { line, cells }) => format!("{line}[{}]", cells.join("|")),
        Err(Fault::Notice(notice)) => format!("{}? {:?} {}", notice.line, notice.kind, notice.lost),
        Err(Fault::End(error)) => error.to_string(),
    };
    table("lista", text, dialect).map(item).collect()
}

fn check(bytes: &[u8], expected: &[&str]) {
    assert_eq!(shown(bytes), expected, "{}", String::from_utf8_lossy(bytes.get(..bytes.len().min(80)).unwrap_or(bytes)));
}

#[test]
fn rows_come_with_their_lines_and_without_empty_ones() {
    check(b"Lista\n\nId;Namn;\n1; Bron ;\n;;\n\"2\n\";V\xc3\xa4gen\n", &["1[Lista]", "3[Id|Namn|]", "4[1|Bron]", "6[2|Vägen]"]);
    check(b"sep=;\r\nId;Namn\r\n1;Bron\r\n", &["2[Id|Namn]", "3[1|Bron]"]);
}

#[test]
fn ragged_rows_are_told() {
    check(
        b"Id;Namn;St\xc3\xb6d\n1;Bron\n2;Br;3;;\n3;Br;4;5\n4;Br;5\n",
        &["1[Id|Namn|Stöd]", "2? Ragged 0", "2[1|Bron|]", "3[2|Br|3]", "4? Ragged 1", "5[4|Br|5]"],
    );
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let text = "Id;Namn;Ort\n1;Förskolan på ön – en ny;Åre\n";
    let expected = ["1[Id|Namn|Ort]", "2[1|Förskolan på ön – en ny|Åre]"];
    check(text.as_bytes(), &expected);
    check(&[b"\xef\xbb\xbf", text.as_bytes()].concat(), &expected);
    check(&text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), &expected);
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    check(&big, &expected);
    check(&encoding_rs::WINDOWS_1252.encode(text).0, &expected);
}

#[test]
fn twice_encoded_and_unreadable_rows_are_told() {
    check("Id;Namn\n1;FÃ¶r Ã¶n Ã¤r bra\n2;För ön\n".as_bytes(), &["1[Id|Namn]", "2? Mojibake 0", "2[1|FÃ¶r Ã¶n Ã¤r bra]", "3[2|För ön]"]);
    check(b"Id;Namn\n1;\xc3\xb6n \xc3\xb6n \xff\n", &["1[Id|Namn]", "2? Encoding 0", "2[1|ön ön \u{fffd}]"]);
}

#[test]
fn what_cannot_go_on_says_where() {
    check(b"Id;Namn\n1;\"Bron\n2;Br\n", &["1[Id|Namn]", "lista, line 2: a quotation mark on this line is never closed"]);
    check(b"Id;Namn\n1;Br\0on\n", &["1[Id|Namn]", "lista, line 2: a zero byte: this is no text"]);
    let long = format!("Id;Namn\n1;{}\n", "x".repeat(2 * MAX_CELL_BYTES));
    check(long.as_bytes(), &["1[Id|Namn]", "lista, line 2: a cell of more than 1048576 bytes begins in this row"]);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(prop::sample::select(b"a;\"\n\r,\xc3\xa5\xff\0".to_vec()), 0..120)) {
        let _ = shown(&bytes);
    }

    #[test]
    fn every_row_is_given_or_told_lost(rows in proptest::collection::vec("[a-c;]{1,6}", 1..30)) {
        let text = format!("Id;Namn;Ort\n{}\n", rows.join("\n"));
        let shown = shown(text.as_bytes());
        let given = shown.iter().filter(|item| item.contains('[') || item.ends_with("Ragged 1")).count();
        let empty = rows.iter().filter(|row| row.bytes().all(|b| b == b';')).count();
        prop_assert!(shown[0] == "no table" || given == 1 + rows.len() - empty, "{:?}", shown);
    }
}
