//! What an editor pastes: the form, the element around it, the frame, the colours and the policy.
//!
//! Each is the text of HTML or CSS, escaped for where it will stand; the
//! template escapes it once more to show it.

use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{DEFAULT_ACCENT, Settings};
use crate::http::embed::module::{ELEMENT, HEIGHT};
use crate::http::named_views::Layout;
use crate::http::page::embedded::FEW_HITS;
use crate::http::page::links::EMBEDDED;
use crate::http::page::texts::Texts;
use crate::http::params::push;
use crate::http::views::escape;

/// Pixels of a frame that is not told how high its page is: the box and two hits.
const FRAME_HEIGHT: usize = 700;

/// Signs that stand for themselves in the element's `scope`: what would part or bend it is encoded.
const IN_SCOPE: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');

/// Everything to paste.
pub struct Snippets {
    /// The element around its form, with the address that moves.
    pub element: String,
    /// The script's line that pins exactly this version.
    pub pinned: String,
    /// The colours, where they are the site's own.
    pub colours: Option<String>,
    /// The form alone.
    pub form: String,
    /// The frame.
    pub frame: String,
    /// What the policy of a site with the element needs.
    pub element_policy: String,
    /// What the policy of a site with the frame needs.
    pub frame_policy: String,
}

impl Snippets {
    /// What is pasted to embed the service at an absolute address with these settings.
    pub fn new(url: &str, settings: &Settings) -> Self {
        let origin = origin(url);
        let script = |address: &str, more: &str| {
            format!("<script type=\"module\" src=\"{}\"{more}></script>", attribute(&format!("{url}{address}")))
        };
        let form = form(url, settings);
        let pins = format!("\n  integrity=\"{}\" crossorigin=\"anonymous\"", ELEMENT.integrity());
        Snippets {
            element: format!("{}\n{}", script(&ELEMENT.moving(), ""), element(&form, settings)),
            pinned: script(&ELEMENT.immutable(), &pins),
            colours: colours(settings),
            frame: format!("{}\n{}", frame(url, settings), script(&HEIGHT.moving(), "")),
            form,
            element_policy: format!("script-src {origin};\nconnect-src {origin};\nform-action {origin}"),
            frame_policy: format!("frame-src {origin};\nscript-src {origin}"),
        }
    }
}

/// The element with the attributes that differ from what it does by itself.
pub fn element(form: &str, settings: &Settings) -> String {
    let mut tag = "<fondsok-search".to_owned();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = write!(tag, " {name}=\"{}\"", attribute(value));
        }
    };
    let of = |wanted: &str| settings.pinned.iter().filter(|(name, _)| *name == wanted).map(|(_, value)| value.as_str()).collect::<Vec<_>>();
    add("view", &of("view").concat());
    add("scope", &of("scope").iter().map(|value| utf8_percent_encode(value, &IN_SCOPE).to_string()).collect::<Vec<_>>().join(" "));
    add("facets", &settings.facets.join(" "));
    add("count", &settings.count.to_string());
    add("layout", if settings.layout == Layout::Compact { "compact" } else { "" });
    add("lang", if settings.language.is_english() { "en" } else { "" });
    let inner: String = form.lines().flat_map(|line| ["  ", line, "\n"]).collect();
    format!("{tag}>\n{inner}</fondsok-search>")
}

/// The form, which works by itself.
pub fn form(url: &str, settings: &Settings) -> String {
    let t = Texts::of(settings.language);
    let mut form = format!(
        "<form action=\"{}/\" method=\"get\" role=\"search\" aria-label=\"{}\">\n  <label for=\"fondsok-q\">{}</label>\n  \
         <input type=\"search\" name=\"q\" id=\"fondsok-q\"{}>\n  <button>{}</button>\n",
        attribute(url),
        attribute(t.embed_landmark),
        attribute(&settings.label),
        settings.typed.as_deref().map(|typed| format!(" value=\"{}\"", attribute(typed))).unwrap_or_default(),
        attribute(t.search),
    );
    let language = settings.language.is_english().then_some(("lang", "en"));
    let pinned = settings.pinned.iter().map(|(name, value)| (*name, value.as_str()));
    for (name, value) in pinned.chain(language) {
        let _ = writeln!(form, "  <input type=\"hidden\" name=\"{name}\" value=\"{}\">", attribute(value));
    }
    form.push_str("</form>");
    form
}

fn frame(url: &str, settings: &Settings) -> String {
    let mut query = String::new();
    settings.pinned.iter().for_each(|(name, value)| push(&mut query, name, value));
    let facets = if settings.facets.is_empty() { "none".to_owned() } else { settings.facets.join(",") };
    push(&mut query, "facets", &facets);
    // A view has its own wishes, which would win over what is not said.
    let of_view = settings.pinned.iter().any(|(name, _)| *name == "view");
    for (name, value, is_default) in [
        ("limit", settings.count.to_string().as_str(), settings.count == FEW_HITS),
        ("layout", settings.layout.code(), settings.layout == Layout::List),
        ("lang", settings.language.code(), !settings.language.is_english()),
    ] {
        push(&mut query, name, if is_default && !of_view { "" } else { value });
    }
    let address = attribute(&format!("{url}{EMBEDDED}?{query}"));
    let title = attribute(&settings.label);
    format!(
        "<iframe src=\"{address}\"\n  title=\"{title}\" width=\"100%\" height=\"{FRAME_HEIGHT}\" frameborder=\"0\" loading=\"lazy\"\n  \
         sandbox=\"allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts\"></iframe>"
    )
}

fn colours(settings: &Settings) -> Option<String> {
    // Mended where it could not be read; nothing is said where it is the element's own.
    let accent = settings.accent.readable_on(settings.ground);
    let rules = || format!("fondsok-search {{\n  --fondsok-accent: {accent};\n  --fondsok-on-accent: {};\n}}", accent.text_on());
    (accent != DEFAULT_ACCENT).then(rules)
}

/// The scheme, host and port of an address: what a policy names.
pub fn origin(url: &str) -> String {
    url::Url::parse(url).map_or_else(|_| url.to_owned(), |url| url.origin().ascii_serialization())
}

/// A text as it stands between quotation marks in HTML.
fn attribute(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    html
}

#[cfg(test)]
mod tests {
    use super::super::colour::{Colour, WHITE};
    use super::*;
    use crate::http::page::Tongue;

    const URL: &str = "https://sok.example.se/fondsok";

    fn settings() -> Settings {
        Settings {
            pinned: vec![("scope", "county:23".into()), ("scope", "owner:Ström & \"söner\" AB".into())],
            facets: vec!["fund".into(), "status".into()],
            layout: Layout::Compact,
            count: 4,
            language: Tongue::English,
            accent: Colour::read("#6fa52a").expect("a colour"),
            ground: WHITE,
            label: "Search <EU> projects".into(),
            typed: None,
        }
    }

    #[test]
    fn what_is_pasted_says_what_was_chosen_and_is_escaped_once() {
        let snippets = Snippets::new(URL, &settings());
        let element = &snippets.element;
        assert!(
            element.starts_with(&format!("<script type=\"module\" src=\"{URL}/embed/v1/fondsok-search.js\"></script>\n<fondsok-search "))
        );
        assert!(
            element.contains("scope=\"county:23 owner:Str%C3%B6m%20%26%20%22s%C3%B6ner%22%20AB\" facets=\"fund status\" count=\"4\""),
            "{element}"
        );
        assert!(element.contains(" layout=\"compact\" lang=\"en\">"));
        assert!(element.contains("<label for=\"fondsok-q\">Search &lt;EU&gt; projects</label>"));
        assert!(element.contains("name=\"scope\" value=\"owner:Ström &amp; &quot;söner&quot; AB\">"));
        assert!(snippets.pinned.contains(&format!("/embed/v{}/fondsok-search.js", env!("CARGO_PKG_VERSION"))));
        assert!(snippets.pinned.contains("integrity=\"sha384-") && snippets.pinned.contains("crossorigin=\"anonymous\""));
        let frame = &snippets.frame;
        assert!(frame.contains("/fondsok/embed?scope=county%3A23&amp;scope=owner%3AStr"), "{frame}");
        assert!(frame.contains("&amp;facets=fund%2Cstatus&amp;limit=4&amp;layout=compact&amp;lang=en\""), "{frame}");
        assert_eq!(
            snippets.element_policy,
            "script-src https://sok.example.se;\nconnect-src https://sok.example.se;\nform-action https://sok.example.se"
        );
        assert!(snippets.form.lines().all(|line| element.contains(line)));
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_mended_and_the_elements_own_is_not_said() {
        let colours = Snippets::new(URL, &settings()).colours.expect("own colours");
        assert!(!colours.contains("#6fa52a") && colours.contains("--fondsok-on-accent: #ffffff"), "{colours}");
        let plain = Settings { accent: DEFAULT_ACCENT, ..settings() };
        assert_eq!(Snippets::new(URL, &plain).colours, None);
    }

    /// A frame once left out what is everybody's default, and the view's own came in its place.
    #[test]
    fn what_is_chosen_wins_over_the_view_in_a_frame() {
        let pinned = vec![("view", "norr".to_owned())];
        let chosen = Settings { pinned, layout: Layout::List, count: FEW_HITS, language: Tongue::Swedish, ..settings() };
        let frame = Snippets::new(URL, &chosen).frame;
        assert!(frame.contains("view=norr&amp;facets=fund%2Cstatus&amp;limit=10&amp;layout=list&amp;lang=sv\""), "{frame}");
    }

    #[test]
    fn a_policy_names_an_origin() {
        for (url, expected) in [
            (URL, "https://sok.example.se"),
            ("http://127.0.0.1:7700", "http://127.0.0.1:7700"),
            ("https://sök.example.se:443/a", "https://xn--sk-fka.example.se"),
        ] {
            assert_eq!(origin(url), expected);
        }
    }
}
