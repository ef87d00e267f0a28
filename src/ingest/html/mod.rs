//! Saved web pages to blocks.
//!
//! The page is read as a stream of tags (the tokenizer of the HTML standard)
//! and no tree is built: nothing here depends on how deep elements nest, and
//! what is held is the blocks. What the markup says of a line is kept:
//!
//! | markup | block |
//! |---|---|
//! | `h1` … `h6`; `title` where there is no `h1` | `Heading` |
//! | `li` | `ListItem` |
//! | `dt` and `dd`; a row of two cells whose first is a `th` or ends with a colon; a bold or labelled beginning that ends with a colon | `Pair` |
//! | any other row of a table | `Row`, or `Line` where one cell is filled |
//! | paragraphs and all other text; `br` begins a line | `Line` |
//!
//! Above them stand what the page says of itself, as labels: `url` (the
//! canonical address) and `Publicerad` (the day, ISO). Left out is what is no
//! text of the page: scripts, menus, footers, buttons, cookie banners; a
//! `form` or a banner unless the page's heading stands within it (whole pages
//! are forms in some systems); an `aside` unless it states facts in pairs.
//!
//! A block's line is the line of the source where its text begins.

mod builder;
mod charset;
mod elements;
mod gather;
mod lines;
mod metadata;
mod regions;
mod tag;

use html5gum::Tokenizer;
use html5gum::emitters::callback::CallbackEmitter;

use super::block::Block;
use super::error::Refusal;
use builder::Builder;
pub(super) use charset::declared_charset;
pub(super) use elements::looks_like_html;

/// The blocks of a page.
pub(super) fn blocks(source: &str) -> Result<Vec<Block>, Refusal> {
    let mut builder = Builder::new(source);
    let mut emitter = CallbackEmitter::new(|event: html5gum::emitters::callback::CallbackEvent<'_>, span: html5gum::Span<usize>| {
        builder.event(&event, span.start);
        None
    });
    emitter.naively_switch_states(true);
    // Reading from a text in memory cannot fail.
    let Ok(()) = Tokenizer::new_with_emitter(source, emitter).finish();
    builder.finish()
}

#[cfg(test)]
mod tests;
