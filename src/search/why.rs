//! Why a project is a hit: for each word of the query the word of the project
//! that answers it, and in which field.

use super::answer::{Span, Why};
use super::clause::How;
use super::marks::Marks;
use crate::analysis::Language;
use crate::index::build::languages;
use crate::index::document::field_values;
use crate::index::fields::Fields;
use crate::record::Project;

/// Bytes of a text that are looked through.
const LOOKED_AT: usize = 16 * 1024;

/// For each clause the nearest match of a project, in the order of clauses.
/// `name` are the marks of its name, found already.
pub fn why(project: &Project, marks: &Marks<'_>, name: &[Span]) -> Vec<Why> {
    let mut best: Vec<Option<Why>> = vec![None; marks.typed.len()];
    take(&project.name, name, "name", marks, &mut best);
    let language = Language::of(project.language.as_deref());
    for field in Fields::bundled().iter().filter(|field| field.searched && field.name != "name") {
        if best.iter().all(|why| why.as_ref().is_some_and(|why| why.how == How::Word)) {
            break;
        }
        for text in field_values(field, project).unwrap_or_default().texts {
            let text = head(&text);
            take(text, &marks.spans(text, languages(&field.name, language)), &field.name, marks, &mut best);
        }
    }
    best.into_iter().flatten().collect()
}

fn take(text: &str, spans: &[Span], field: &str, marks: &Marks<'_>, best: &mut [Option<Why>]) {
    for span in spans {
        let Some(place) = best.get_mut(span.word) else { continue };
        let nearer = place.as_ref().is_none_or(|known| span.how.distance() < known.how.distance());
        if let Some(matched) = text.get(span.bytes.clone()).filter(|_| nearer) {
            let typed = marks.typed.get(span.word).cloned().unwrap_or_default();
            *place = Some(Why { word: span.word, typed, matched: matched.to_owned(), how: span.how.clone(), field: field.to_owned() });
        }
    }
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
