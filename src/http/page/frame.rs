//! What is around every page: head, box, foot, and what machines read of it.

use super::format::{date_in_words, number};
use super::links::Links;
use super::structured::JsonLd;
use super::texts::{Texts, fill};
use super::{Manner, PageContext, Tongue, assets};
use crate::http::named_views::Layout;
use crate::http::params::SearchParams;
use crate::record::date::PartialDate;
use crate::search::GenerationInfo;

/// A link and what it says.
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub label: String,
}

/// A date for machines and for people.
pub struct Dated {
    /// `2024-01-02`.
    pub iso: String,
    /// `2 januari 2024`.
    pub shown: String,
}

impl Dated {
    /// A date as a page shows it.
    pub fn new(date: PartialDate, tongue: Tongue) -> Self {
        Dated { iso: date.to_string(), shown: date_in_words(date, tongue) }
    }
}

/// The absolute addresses of a page.
pub struct Address {
    /// In the language it is shown in.
    pub canonical: String,
    /// In Swedish.
    pub swedish: String,
    /// In English.
    pub english: String,
}

/// The switch to the other language.
pub struct Switch {
    /// The same page in the other language.
    pub href: String,
    /// That language.
    pub code: &'static str,
}

/// The frame of a page.
pub struct Frame {
    /// The words of its language.
    pub t: &'static Texts,
    /// Its language.
    pub tongue: Tongue,
    /// What a tab shows.
    pub title: String,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// Its absolute addresses; a message has none.
    pub address: Option<Address>,
    /// The icon's address.
    pub icon: String,
    /// The stylesheet's address.
    pub stylesheet: String,
    /// The search page.
    pub home: String,
    /// The help page.
    pub help: String,
    /// Where the form is sent.
    pub action: String,
    /// The description of the API.
    pub api: String,
    /// The other language.
    pub other: Switch,
    /// Which page of the menu this is: `search`, `overview`, `help` or none of them.
    pub here: &'static str,
    /// Whether the box is introduced: on the start page.
    pub hero: bool,
    /// Whether another site has the page in a frame: then nothing is around it but the box.
    pub embedded: bool,
    /// Whether hits are shown without passages.
    pub compact: bool,
    /// The same search outside of the frame.
    pub outside: String,
    /// The script that tells a framing page how high this one is.
    pub height_script: String,
    /// Where a site is told how to embed the search.
    pub configure: String,
    /// The overview of everything.
    pub overview: String,
    /// The script's address.
    pub script: String,
    /// What machines read of the page.
    pub structured: Option<JsonLd>,
    /// Where suggestions are asked for.
    pub suggest: String,
    /// The label of the box.
    pub search_label: String,
    /// What was typed.
    pub q: String,
    /// What the search is limited to, in words.
    pub scope: Option<String>,
    /// What the form sends beside what is seen.
    pub hidden: Vec<(String, String)>,
    /// Whether the data are the bundled sample.
    pub sample: bool,
    /// The date of the data.
    pub updated: Option<Dated>,
}

impl Frame {
    /// The frame of a page that shows no data.
    pub fn bare(base: &str, manner: Manner, page: &str) -> Self {
        let tongue = manner.tongue;
        let t = Texts::of(tongue);
        let outside = Links::new(base, tongue);
        let links = if manner.embedded { outside.embedded("") } else { outside };
        Frame {
            t,
            tongue,
            title: fill(t.title, &[("page", page)]),
            noindex: true,
            address: None,
            icon: links.asset(&assets::favicon_name()),
            stylesheet: links.asset(&assets::stylesheet_name()),
            home: links.home(),
            help: links.help(),
            action: links.action(),
            api: links.api(),
            other: Switch { href: links.other_tongue().home(), code: tongue.other().code() },
            here: "",
            hero: false,
            embedded: manner.embedded,
            compact: false,
            outside: outside.home(),
            height_script: links.asset(&assets::height_script_name()),
            configure: outside.configure(),
            structured: None,
            overview: links.overview(&SearchParams::default()),
            script: links.asset(&assets::script_name()),
            suggest: links.suggest(),
            search_label: t.box_label_bare.to_owned(),
            q: String::new(),
            hidden: language_field(tongue).into_iter().collect(),
            scope: None,
            sample: false,
            updated: None,
        }
    }

    /// The frame of a page about the data. `at` makes the page's own address from links.
    pub fn new(context: &PageContext<'_>, page: &str, at: impl Fn(&Links<'_>) -> String) -> Self {
        let tongue = context.tongue;
        let bare = Frame::bare(context.base, Manner { tongue, embedded: context.embedded.is_some() }, page);
        let (kept, links) = (&context.scope.query, context.links());
        let absolute = |tongue| at(&Links::new(context.public_url, tongue).within(kept));
        Frame {
            noindex: false,
            address: Some(Address { canonical: absolute(tongue), swedish: absolute(Tongue::Swedish), english: absolute(Tongue::English) }),
            other: Switch { href: at(&links.other_tongue()), ..bare.other },
            home: links.home(),
            help: links.help(),
            configure: links.configure(),
            overview: links.overview(&SearchParams::default()),
            hidden: bare.hidden.into_iter().chain(context.scope.fields.iter().cloned()).collect(),
            compact: context.embedded.is_some_and(|embedded| embedded.layout == Layout::Compact),
            outside: links.outside().home(),
            scope: context.scope.line.clone(),
            // How many lie in a scope the answer says.
            search_label: match context.scope.line {
                Some(_) => bare.search_label,
                None => fill(bare.t.box_label, &[("n", &number(context.generation.projects))]),
            },
            sample: context.generation.sample,
            updated: data_date(context.generation).map(|date| Dated::new(date, tongue)),
            ..bare
        }
    }
}

/// The field that keeps the language when the form is sent.
pub fn language_field(tongue: Tongue) -> Option<(String, String)> {
    tongue.is_english().then(|| ("lang".to_owned(), tongue.code().to_owned()))
}

/// The newest date of the sources, else the day the generation was built.
pub fn data_date(generation: &GenerationInfo) -> Option<PartialDate> {
    let built = generation.created.get(..10).unwrap_or_default();
    generation.data_date.as_deref().and_then(|date| date.parse().ok()).or_else(|| built.parse().ok())
}
