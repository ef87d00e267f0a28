//! `GET /embed`: the search in another site's frame, for editors whose system takes no script.
//!
//! It is the search page without what is around it. Only the sites that its view names may frame it, any where none are named.

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use crate::http::headers::FrameAncestors;
use crate::http::pages::{asked, searched};
use crate::http::state::AppState;

/// Whoever wants to.
const ANYBODY: &str = "*";

/// The search in a frame.
pub async fn framed(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Response {
    let (mut response, ancestors) = match asked(&state, &uri, &headers, true) {
        Ok(asked) => {
            let named = asked.params.scope.known_view().and_then(|view| view.frame_ancestors.as_deref());
            (searched(&state, &asked).await, named.map_or_else(|| ANYBODY.to_owned(), sources))
        }
        // A message has nothing in it that is a view's.
        Err(response) => (*response, ANYBODY.to_owned()),
    };
    response.extensions_mut().insert(FrameAncestors(ancestors));
    response
}

/// Origins as `frame-ancestors` takes them (CSP Level 3, section 6.4.2.1); none at all is nobody.
fn sources(origins: &[String]) -> String {
    if origins.is_empty() { "'none'".to_owned() } else { origins.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_lets_nobody_in() {
        assert_eq!(sources(&[]), "'none'");
        assert_eq!(sources(&["https://a.example.se".into(), "https://*.example.se".into()]), "https://a.example.se https://*.example.se");
    }
}
