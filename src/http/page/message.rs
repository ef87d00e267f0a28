//! Pages that say why there is nothing to show.

use askama::Template;

use super::frame::Frame;
use super::texts::Texts;
use super::{Manner, rendered};

/// Why there is nothing to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageKind {
    /// The address leads nowhere.
    NotFound,
    /// No generation is served.
    Unavailable {
        /// Whether one is being made of its own records and will come.
        rebuilding: bool,
    },
    /// A fault of ours.
    Failed,
    /// The address cannot be read.
    BadRequest,
    /// What a site has limited the search to cannot be read.
    UnreadableScope,
}

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage {
    frame: Frame,
    heading: &'static str,
    text: &'static str,
    command: Option<&'static str>,
}

/// A message under a path prefix. Nothing internal is told; `status` is what the answer is sent with.
pub fn message_page(base: &str, manner: Manner, status: u16, kind: MessageKind) -> String {
    let t = Texts::of(manner.tongue);
    let (heading, text, command) = match kind {
        MessageKind::NotFound => (t.lost, t.lost_text, None),
        MessageKind::Unavailable { rebuilding: true } => (t.rebuilding, t.rebuilding_text, None),
        MessageKind::Unavailable { rebuilding: false } => (t.empty, t.empty_text, Some(t.index_command)),
        MessageKind::Failed => (t.failed, t.failed_text, None),
        MessageKind::BadRequest => (t.bad_request, t.bad_request_text, None),
        MessageKind::UnreadableScope => (t.bad_request, t.bad_scope_text, None),
    };
    let frame = Frame::bare(base, manner, &format!("{heading} ({status})"));
    rendered(&MessagePage { frame, heading, text, command })
}
