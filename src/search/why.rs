//! Why a project is a hit: for each word of the query the word of the project
//! that answers it, and in which field.

use super::answer::{Span, Why};
use super::highlight::{Shown, head};
use super::marks::Marks;
use crate::analysis::Language;
use crate::index::build::languages;
use crate::index::document::field_values;
use crate::index::fields::Fields;
use crate::record::Project;

/// A match as near as this needs no better one elsewhere: a part of a compound.
const NEAR: u8 = 2;

/// For each clause the nearest match of a project, in the order of clauses.
/// `shown` are the marks of its name and description, found already.
pub fn why(project: &Project, marks: &Marks<'_>, shown: &Shown) -> Vec<Why> {
    let mut best: Vec<Option<Why>> = vec![None; marks.typed.len()];
    take(&project.name, &shown.name, "name", marks, &mut best);
    take(project.description.as_deref().unwrap_or_default(), &shown.description, "description", marks, &mut best);
    let language = Language::of(project.language.as_deref());
    for field in Fields::bundled().iter().filter(|field| field.searched && !matches!(field.name.as_str(), "name" | "description")) {
        if best.iter().all(|why| why.as_ref().is_some_and(|why| why.how.distance() <= NEAR)) {
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
