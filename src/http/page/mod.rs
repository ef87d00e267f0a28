//! The pages: what a person sees in a browser, drawn by the server alone.
//!
//! A page is made in two moves: a *view* (a struct that holds every word and
//! number as it stands on screen) is filled from an answer or a record, and a
//! template in `web/templates` puts the view into HTML and escapes it. The odd
//! word is *frame*: what is around every page, its head, box and foot.
//!
//! Everything works without a script; the one there is (`web/static/fondsok.js`)
//! spares full reloads and suggests while one types. Nothing here is an inline
//! script or style or a request to somebody else, so the content security policy
//! can forbid them all. Nothing here knows how the page is sent.

pub mod assets;
mod chart;
mod chips;
pub mod configure;
mod embedded;
mod facets;
pub mod format;
mod frame;
mod help;
mod histogram;
mod hits;
pub mod links;
mod map;
mod message;
mod overview;
mod owner;
mod paging;
mod project;
mod project_facts;
pub mod scope;
mod search;
mod start;
mod structured;
pub mod texts;
mod understood;

pub use assets::{asset, favicon, favicon_name, script, script_name, stylesheet, stylesheet_name};
pub use embedded::Embedded;
pub use help::help_page;
pub use message::{MessageKind, message_page};
pub use overview::{overview_page, overview_request};
pub use owner::{PROJECTS_OF_OWNER, is_owner, owner_page, owner_request};
pub use project::project_page;
pub use scope::PageScope;
pub use search::{search_page, search_request};

use crate::search::GenerationInfo;
use links::Links;

/// The language of the page; not that of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// Where nothing is said.
    Swedish,
    /// `lang=en`.
    English,
}

impl Tongue {
    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Tongue::Swedish => "sv",
            Tongue::English => "en",
        }
    }

    /// Whether labels are wanted in English.
    pub fn is_english(self) -> bool {
        self == Tongue::English
    }

    /// The one that the switch leads to.
    pub fn other(self) -> Tongue {
        match self {
            Tongue::Swedish => Tongue::English,
            Tongue::English => Tongue::Swedish,
        }
    }

    /// The one of two labels that is in this language.
    pub fn pick<'a>(self, swedish: &'a str, english: &'a str) -> &'a str {
        let preferred = if self.is_english() { english } else { swedish };
        // Some official labels exist in one language only.
        if preferred.is_empty() { if self.is_english() { swedish } else { english } } else { preferred }
    }
}

/// How a page speaks, and whether it stands in another site's frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// The language of the page.
    pub tongue: Tongue,
    /// Whether a site has it in a frame.
    pub embedded: bool,
}

/// What every page needs to know of where it stands.
#[derive(Debug, Clone, Copy)]
pub struct PageContext<'a> {
    /// The language of the page.
    pub tongue: Tongue,
    /// The path before every link, without a final slash: empty, or `/fondsok` behind a proxy.
    pub base: &'a str,
    /// The address that the world knows, absolute, without a final slash.
    pub public_url: &'a str,
    /// The generation that is shown.
    pub generation: &'a GenerationInfo,
    /// What a site has fixed.
    pub scope: &'a PageScope,
    /// How it stands in another site's frame, where it does.
    pub embedded: Option<&'a Embedded>,
}

impl<'a> PageContext<'a> {
    /// Links of the page, within its scope and its frame.
    fn links(&self) -> Links<'a> {
        let links = Links::new(self.base, self.tongue).within(&self.scope.query);
        self.embedded.map_or(links, |embedded| links.embedded(&embedded.carried))
    }
}

/// A template that cannot be rendered is a fault in the template: writing to a
/// string does not fail. The reader gets an empty page, never a panic.
fn rendered(template: &impl askama::Template) -> String {
    template.render().unwrap_or_default()
}

#[cfg(test)]
mod tests;
