//! The order in which columns are read, and which of them mean the same.

use super::super::super::notice::{Notice, NoticeCode};
use super::columns::Column;
use super::field::{Field, Meaning};

/// Sorts the columns into the order of reading, and says which are alike.
pub(super) fn arrange(list: &mut Vec<Column>, line: usize) -> Vec<Notice> {
    list.retain(|column| !matches!(column.field().map(|field| &field.meaning), Some(Meaning::Nothing)));
    let foreign = |column: &Column| column.unit.currency.as_deref().is_some_and(|currency| currency != "SEK");
    list.sort_by_key(|column| (column.field().map_or(0, Field::order), column.rank, foreign(column), column.at));
    let mut notices = Vec::new();
    let mut first: Option<(&'static str, usize)> = None;
    for at in 0..list.len() {
        let Some(field) = list.get(at).and_then(Column::field) else { continue };
        let before = first.filter(|(name, _)| *name == field.name).map(|(_, at)| at);
        let Some(before) = before else {
            first = Some((field.name, at));
            continue;
        };
        let (Some(main), Some(this)) = (list.get(before), list.get(at)) else { continue };
        let twin = matches!(field.meaning, Meaning::Amount(..));
        if this.rank < 3 && !field.takes_several() && !(twin && main.unit != this.unit) {
            let message = format!(
                "the columns «{}» and «{}» both mean {}; the latter is read where the former is empty",
                main.header, this.header, field.name
            );
            notices.push(Notice::field(NoticeCode::DuplicateColumn, line, field.name, message));
        }
        if let Some(main) = list.get_mut(before) {
            main.has_twin |= twin;
        }
        if let Some(this) = list.get_mut(at) {
            this.fills_gaps = this.rank == 3 || !field.takes_several();
            this.has_twin |= twin;
        }
    }
    notices
}
