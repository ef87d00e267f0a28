//! The help page: what can be typed, and how the search finds.
//!
//! Its text is running prose and stands in one template a language.

use askama::Template;

use super::frame::Frame;
use super::texts::Texts;
use super::{PageContext, rendered};

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    frame: Frame,
}

/// The help page.
pub fn help_page(context: &PageContext<'_>) -> String {
    let mut frame = Frame::new(context, Texts::of(context.tongue).how_to_search, |links| links.help());
    frame.here = "help";
    rendered(&HelpPage { frame })
}
