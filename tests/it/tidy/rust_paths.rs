//! The paths that a Rust file names (`crate::record::Project`), each with its
//! line, from `use` trees and from code, without what stands in comments, in
//! texts or behind `#[cfg(test)]`.
//!
//! This reads just enough of the language for that. It knows no macros: what a
//! macro builds out of pieces it does not see.

/// A path as written, from its first segment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPath {
    /// The line of its last segment, from 1.
    pub line: usize,
    /// Its segments; a group of a `use` is given as one path a member.
    pub segments: Vec<String>,
    /// Whether it stands in a `use`.
    pub in_use: bool,
    /// Whether it starts with `::`, so that its first segment is a crate.
    pub global: bool,
}

/// A word, `::` or a single sign.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    line: usize,
    text: String,
}

impl Token {
    fn is(&self, text: &str) -> bool {
        self.text == text
    }

    fn is_word(&self) -> bool {
        self.text.starts_with(is_word_char)
    }
}

/// Every path in a file's text: in a `use` of any length, elsewhere of two segments and more.
pub fn paths(text: &str) -> Vec<NamedPath> {
    let tokens = without_tests(tokens(text));
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let bound = at > 0 && (tokens[at - 1].is("::") || tokens[at - 1].is("."));
        if tokens[at].is("use") && !tokens.get(at + 1).is_some_and(|next| next.is("<")) {
            let global = tokens.get(at + 1).is_some_and(|next| next.is("::"));
            at = use_tree(&tokens, at + 1 + usize::from(global), &[], global, &mut found);
        } else if tokens[at].is_word() && !bound {
            let global = at > 0 && tokens[at - 1].is("::");
            at = code_path(&tokens, at, global, &mut found);
        } else if tokens[at].is("::") && starts_a_path(&tokens, at) {
            at = code_path(&tokens, at + 1, true, &mut found);
        } else {
            at += 1;
        }
    }
    found
}

/// Whether the file declares a module of that name.
pub fn declares_module(text: &str, name: &str) -> bool {
    tokens(text).windows(2).any(|pair| pair[0].is("mod") && pair[1].is(name))
}

/// Whether the `::` at this place opens a path, rather than going on after `Vec::<T>` or `<T as Trait>`.
fn starts_a_path(tokens: &[Token], at: usize) -> bool {
    at == 0 || !(tokens[at - 1].is_word() || tokens[at - 1].is(">"))
}

/// Reads a path in code from its first word on; answers the place after it.
fn code_path(tokens: &[Token], start: usize, global: bool, found: &mut Vec<NamedPath>) -> usize {
    let mut segments = Vec::new();
    let mut at = start;
    while let Some(word) = tokens.get(at).filter(|token| token.is_word()) {
        segments.push(word.text.clone());
        at += 1;
        if !(tokens.get(at).is_some_and(|token| token.is("::")) && tokens.get(at + 1).is_some_and(Token::is_word)) {
            break;
        }
        at += 1;
    }
    if segments.len() > 1 {
        found.push(NamedPath { line: tokens[at - 1].line, segments, in_use: false, global });
    }
    at.max(start + 1)
}

/// Reads a tree of a `use` after `prefix`; answers the place after it.
fn use_tree(tokens: &[Token], start: usize, prefix: &[String], global: bool, found: &mut Vec<NamedPath>) -> usize {
    let mut segments = prefix.to_vec();
    let mut line = tokens.get(start).map_or(0, |token| token.line);
    let mut at = start;
    while let Some(token) = tokens.get(at) {
        if token.is("{") {
            at += 1;
            while tokens.get(at).is_some_and(|token| !token.is("}")) {
                at = use_tree(tokens, at, &segments, global, found);
                at += usize::from(tokens.get(at).is_some_and(|token| token.is(",")));
            }
            return at + 1;
        } else if token.is("as") {
            // The new name is no part of the path.
            at += 2;
        } else if token.is_word() || token.is("*") {
            // `a::{self}` is `a`.
            if segments.is_empty() || !token.is("self") {
                segments.push(token.text.clone());
            }
            line = token.line;
            at += 1;
        } else if token.is("::") {
            at += 1;
        } else {
            break;
        }
    }
    found.push(NamedPath { line, segments, in_use: true, global });
    // A sign that is no part of a tree must not hold up the reading.
    if at == start { at + 1 } else { at }
}

/// Leaves out each item behind `#[cfg(test)]`.
fn without_tests(tokens: Vec<Token>) -> Vec<Token> {
    const CFG_TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let here = &tokens[at..];
        if here.len() >= CFG_TEST.len() && here.iter().zip(CFG_TEST).all(|(token, wanted)| token.is(wanted)) {
            at = after_item(&tokens, at + CFG_TEST.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// The place after an item and the attributes before it: after its `;`, or after its braces.
fn after_item(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && (token.is(";") || token.is("}")) {
            return at + 1;
        }
    }
    tokens.len()
}

fn is_word_char(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The words and signs of a text, without comments, texts, characters and lifetimes.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let ignored = ignored_length(rest);
        let length = if ignored > 0 {
            ignored
        } else {
            let length = if rest.starts_with("::") { 2 } else { word_length(rest).max(first.len_utf8()) };
            if !first.is_whitespace() {
                tokens.push(Token { line, text: rest[..length].to_owned() });
            }
            length
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

fn word_length(text: &str) -> usize {
    text.find(|c| !is_word_char(c)).unwrap_or(text.len())
}

/// The length of the comment, text, character or lifetime that a text starts with; 0 where it starts with none.
fn ignored_length(text: &str) -> usize {
    if text.starts_with("//") {
        text.find('\n').unwrap_or(text.len())
    } else if text.starts_with("/*") {
        block_comment_length(text)
    } else if let Some(length) = raw_text_length(text) {
        length
    } else if let Some(quoted) = text.strip_prefix("b\"").or_else(|| text.strip_prefix("c\"")).or_else(|| text.strip_prefix('"')) {
        text.len() - quoted.len() + quoted_length(quoted, '"')
    } else if let Some(quoted) = text.strip_prefix('\'') {
        let mut chars = quoted.char_indices();
        match (chars.next(), chars.next()) {
            (Some((_, '\\')), _) => 1 + quoted_length(quoted, '\''),
            // A character; without the second quote it is a lifetime.
            (Some(_), Some((at, '\''))) => 1 + at + 1,
            _ => 1 + word_length(quoted),
        }
    } else {
        0
    }
}

/// The length up to and with the closing quote.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == quote && !escaped {
            return at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// `r"…"`, `r#"…"#`, `br##"…"##`; not `r#type`.
fn raw_text_length(text: &str) -> Option<usize> {
    let after_r = ["r", "br", "cr"].iter().find_map(|prefix| text.strip_prefix(prefix))?;
    let hashes = after_r.len() - after_r.trim_start_matches('#').len();
    let content = after_r[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - content.len();
    Some(content.find(&end).map_or(text.len(), |at| start + at + end.len()))
}

/// Block comments nest.
fn block_comment_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}
