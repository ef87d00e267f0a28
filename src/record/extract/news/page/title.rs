//! The title: which of the first lines it is, and whose website stands above it.

use super::clutter;
use super::lines::{Line, Shape};
use super::{HEADING_WORDS, Passage};
use crate::record::amount;
use crate::record::extract::news::fact::{grant, places};
use crate::record::extract::news::labels;
use crate::record::extract::news::names;
use crate::record::extract::news::party;
use crate::record::extract::news::prose::{folded, has, is_closed};
use crate::record::vocabulary::Vocabulary;

/// Among how many of the first lines a title is looked for.
const FIRST_LINES: usize = 25;
/// The weight of a final report's title, more than any other line's.
const REPORT: usize = 20;
/// The fewest words of a paragraph, below which no title stands.
const PARAGRAPH_WORDS: usize = 10;

/// Takes the lines up to the title out: the website's words, its name, the title.
pub(super) fn take(lines: &mut Vec<Line>, vocabulary: &Vocabulary) -> (Vec<Passage>, Option<Passage>, Option<Passage>) {
    let site = lines.iter().take_while(|line| clutter::is_site_word(&line.text)).count();
    lines.drain(..site);
    let level = |line: &Line| if let Shape::Heading(level) = line.shape { Some(level) } else { None };
    let declared = lines.iter().take(FIRST_LINES).enumerate().filter_map(|(at, line)| Some((level(line)?, at))).min().map(|(_, at)| at);
    let at = declared.unwrap_or_else(|| best(lines, vocabulary));
    let mut above: Vec<Line> = lines.drain(..(at + 1).min(lines.len())).collect();
    let title = above.pop().map(|line| Passage::from(&line));
    let names_site = |line: &&Line| line.is_short(7) && (party::is_whole(&line.text) || line.text.contains(" – "));
    let publisher = above.iter().find(names_site).map(Passage::from);
    (above.iter().map(Passage::from).collect(), publisher, title)
}

/// The line above the first paragraph that says most of what titles say; the first of several.
fn best(lines: &[Line], vocabulary: &Vocabulary) -> usize {
    let labelled = |line: &Line| {
        labels::split(&line.text).is_some_and(|(before, facts)| before.is_empty() && facts.iter().any(|fact| !fact.value.is_empty()))
    };
    let body = |line: &Line| {
        labelled(line)
            || line.is_item()
            || matches!(line.shape, Shape::Row(_))
            || is_closed(&line.text) && line.text.split_whitespace().count() >= PARAGRAPH_WORDS
            || line.text.ends_with('.') && line.text.contains(' ')
    };
    let end = lines.iter().take(FIRST_LINES).position(body).unwrap_or(lines.len().min(FIRST_LINES));
    let weights = lines.iter().take(end).enumerate().map(|(at, line)| (weight(line, vocabulary), end - at, at));
    weights.max().map_or(0, |(_, _, at)| at)
}

fn weight(line: &Line, vocabulary: &Vocabulary) -> usize {
    let text = &line.text;
    let lower = folded(text);
    let words = text.split_whitespace().count();
    if words > HEADING_WORDS * 2 {
        return 0;
    }
    // The heading of a fund or place, and a row of a list, are no titles.
    let context = words <= 4 && (names::is_fund(text, vocabulary) || places::is_area(text, vocabulary));
    let row = amount::mentions(text).last().is_some_and(|mention| mention.end == text.trim_end().len())
        && (text.contains(" – ") || text.contains(", "))
        && !party::all(text).is_empty();
    let bare = amount::mentions(text).first().is_some_and(|mention| mention.start == 0 && mention.end == text.trim_end().len());
    if context || row || bare {
        return 0;
    }
    if lower.contains("slutrapport") {
        return REPORT;
    }
    let money = !amount::mentions(text).is_empty() || !vocabulary.funds.mentions(text).is_empty() || lower.contains("eu-");
    let projects = lower.contains("projekt") || lower.contains("project") || lower.contains("förstudie");
    let tells = grant::decided(text)
        || has(
            &lower,
            &[
                "får",
                "fick",
                "satsar",
                "satsning",
                "klart",
                "klara",
                "nya",
                "beviljas",
                "slutrapport",
                "beslut om bidrag",
                "delar på",
                "går till",
            ],
        );
    usize::from(money) * 3
        + usize::from(projects) * 2
        + usize::from(tells) * 2
        + usize::from(words > 3 && !text.ends_with('?'))
        + usize::from(!party::is_whole(text))
}
