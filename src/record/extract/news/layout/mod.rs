//! The layouts of pages that tell of projects, one file each.
//!
//! The strict ones come first: tables, label blocks, lists of rows, names with
//! an amount below. Each **takes** the lines it has read, and running text is
//! read from what is left. A page of which none finds a project may still be
//! about one that it never names.

mod amount_lines;
mod bracketed;
mod cells;
mod items;
mod label_blocks;
mod project_page;
mod row;
mod rows;
mod unnamed;

use super::fact::grant;
use super::page::Page;
use super::sections;
use super::told::Told;
use crate::record::draft::Draft;
use crate::record::vocabulary::Vocabulary;

/// The projects that a page tells of, in its order, and labelled facts that
/// belong to its only project.
pub(super) fn projects(page: &Page, vocabulary: &Vocabulary) -> (Vec<Told>, Draft) {
    let mut taken = page.boxed().to_vec();
    let (mut found, loose) = label_blocks::read(page, &mut taken, vocabulary);
    found.extend(cells::read(page, &mut taken, vocabulary));
    found.extend(rows::read(page, &mut taken, vocabulary));
    found.extend(amount_lines::read(page, &mut taken, vocabulary));
    found.extend(bracketed::read(page, &mut taken, vocabulary));
    // Lists have said what they list: beside them only a name with a grant of its own is another project.
    let listed = found.len();
    let granted = tells_of_granted(page, vocabulary);
    found.extend(items::read(page, &mut taken, vocabulary, granted));
    found.extend(unnamed::by_purpose(page, &mut taken));
    let prose = sections::projects(&page.sections(&taken), vocabulary, &found, granted && listed == 0);
    let call = page.title.iter().chain(&page.lead()).any(|passage| grant::calls(&passage.text) && !grant::settled(&passage.text));
    found.extend(prose.into_iter().filter(|told| listed == 0 && !call || told.has_grant(vocabulary)));
    if found.is_empty() {
        found = nameless(page, vocabulary, &loose);
    }
    sections::share(&mut found, page);
    found.sort_by_key(|told| told.at);
    found.truncate(sections::MOST_PROJECTS);
    (found, loose)
}

/// The project that is the page's subject, under its title's name or none.
fn nameless(page: &Page, vocabulary: &Vocabulary, loose: &Draft) -> Vec<Told> {
    let by_kind = unnamed::by_kind(page);
    if !by_kind.is_empty() {
        return by_kind;
    }
    project_page::read(page, loose).or_else(|| unnamed::alone(page, vocabulary)).into_iter().collect()
}

/// Whether the title or the first paragraphs say that projects were granted money.
fn tells_of_granted(page: &Page, vocabulary: &Vocabulary) -> bool {
    const FIRST: usize = 3;
    let first = page.passages().take(FIRST);
    page.title.iter().cloned().chain(first).any(|passage| {
        grant::decided(&passage.text) || passage.sentences().into_iter().any(|sentence| !grant::grants(sentence, vocabulary).is_empty())
    })
}
