//! Stub until the real one lands.
use crate::http::params::{InvalidParameter, SearchParams};
use crate::record::Project;
use crate::search::{Answer, GenerationInfo};
/// S
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue { /// S
 Swedish, /// E
 English }
/// S
pub enum MessageKind { /// N
 NotFound, /// U
 Unavailable { /// r
 rebuilding: bool }, /// F
 Failed }
/// S
pub struct PageContext<'a> { /// S
 pub tongue: Tongue, /// S
 pub base: &'a str, /// S
 pub public_url: &'a str, /// S
 pub generation: &'a GenerationInfo }
/// S
pub fn search_page(_: &PageContext<'_>, _: &SearchParams, a: &Answer, _: &[InvalidParameter]) -> String { format!("<html lang=\"sv\"><form> {} noindex", a.total) }
/// S
pub fn project_page(_: &PageContext<'_>, p: &Project) -> String { format!("<html lang=\"sv\">{}", p.id) }
/// S
pub fn message_page(_: &str, _: Tongue, s: u16, _: MessageKind) -> String { s.to_string() }
/// S
pub fn asset(_: &str) -> Option<(&'static str, &'static str)> { None }
