//! The stylesheet, the script and the icon, compiled in.
//!
//! Their names carry a hash of their content, so that a browser may keep them
//! for ever and still sees the next version at once.

use std::sync::LazyLock;

/// Hexadecimal digits of the hash in a name; enough to tell versions apart.
const DIGITS: usize = 8;

static STYLESHEET_NAME: LazyLock<String> = LazyLock::new(|| named("css", stylesheet()));
static SCRIPT_NAME: LazyLock<String> = LazyLock::new(|| named("js", script()));
static HEIGHT_SCRIPT_NAME: LazyLock<String> = LazyLock::new(|| named("js", height_script()));
static FAVICON_NAME: LazyLock<String> = LazyLock::new(|| named("svg", favicon()));

/// The stylesheet.
pub fn stylesheet() -> &'static str {
    include_str!("../../../web/static/fondsok.css")
}

/// The script: one module, and every page works without it.
pub fn script() -> &'static str {
    include_str!("../../../web/static/fondsok.js")
}

/// The script of a page in a frame: it tells the page around how high it is.
pub fn height_script() -> &'static str {
    include_str!("../../../web/static/height.js")
}

/// The icon, an SVG.
pub fn favicon() -> &'static str {
    include_str!("../../../web/static/favicon.svg")
}

/// The stylesheet's file name: `fondsok.1f3a09bc.css`.
pub fn stylesheet_name() -> String {
    STYLESHEET_NAME.clone()
}

/// The script's file name: `fondsok.7c01de45.js`.
pub fn script_name() -> String {
    SCRIPT_NAME.clone()
}

/// The file name of a framed page's script: `fondsok.5a1c22e0.js`.
pub fn height_script_name() -> String {
    HEIGHT_SCRIPT_NAME.clone()
}

/// The icon's file name: `fondsok.90be17d2.svg`.
pub fn favicon_name() -> String {
    FAVICON_NAME.clone()
}

/// The media type and content of a file name under `/static/`.
pub fn asset(name: &str) -> Option<(&'static str, &'static str)> {
    if name == *STYLESHEET_NAME {
        Some(("text/css; charset=utf-8", stylesheet()))
    } else if name == *SCRIPT_NAME {
        Some(("text/javascript; charset=utf-8", script()))
    } else if name == *HEIGHT_SCRIPT_NAME {
        Some(("text/javascript; charset=utf-8", height_script()))
    } else if name == *FAVICON_NAME {
        Some(("image/svg+xml", favicon()))
    } else {
        None
    }
}

fn named(extension: &str, content: &str) -> String {
    let hash = blake3::hash(content.as_bytes()).to_hex();
    let digits: String = hash.chars().take(DIGITS).collect();
    format!("fondsok.{digits}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_found_by_its_own_name_only() {
        let name = stylesheet_name();
        assert_eq!(name.len(), "fondsok.12345678.css".len());
        assert_eq!(asset(&name).map(|(_, content)| content), Some(stylesheet()));
        assert_eq!(asset(&favicon_name()).map(|(media_type, _)| media_type), Some("image/svg+xml"));
        assert_eq!(asset("fondsok.css"), None);
        assert_eq!(asset("../fields.toml"), None);
    }

    #[test]
    fn the_stylesheet_fetches_nothing() {
        assert!(!stylesheet().contains("url("));
        assert!(!stylesheet().contains("@import"));
    }
}
