//! The OpenAPI document's frame; its paths come from the router.

use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::external_docs::ExternalDocs;
use utoipa::openapi::server::Server;

/// What the document says beside its paths.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Fondsök",
        description = "Fulltextsökning bland svenska EU-fondsprojekt med exakta fasetter. Öppet, ingen nyckel behövs.\n\nFull-text search over Swedish EU-fund projects with exact facets. Open, no key is needed. Known limitations: `limit` × `page` is at most 10 000; answers follow the published generation, not the sources.",
        contact(name = "Fondsök", url = "https://example.se/fondsok", email = "fondsok@example.se"),
        license(name = "MIT OR Apache-2.0", url = "https://spdx.org/licenses/MIT.html"),
    ),
    tags(
        (name = "projects", description = "Projects: search and look up"),
        (name = "facets", description = "Facets: values and counts"),
        (name = "about", description = "The service itself"),
    )
)]
struct Frame;

/// The frame that the router adds its paths to.
pub fn frame() -> Document {
    Frame::openapi()
}

/// The document as served at an address.
pub fn served_at(mut document: Document, url: &str) -> Document {
    document.servers = Some(vec![Server::new(url)]);
    document.external_docs = Some(ExternalDocs::new(format!("{url}/")));
    document
}
