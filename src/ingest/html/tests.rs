use super::super::block::{Block, BlockKind};
use super::*;
use proptest::prelude::*;

fn shown(source: &str) -> String {
    let line = |block: &Block| {
        let gap = if block.gap { "↵" } else { "" };
        let words = match &block.kind {
            BlockKind::Pair { label, value, value_line } if *value_line == block.line => {
                format!("[{label}={}]", value.as_deref().unwrap_or("∅"))
            }
            BlockKind::Pair { label, value, value_line } => format!("[{label}={}@{value_line}]", value.as_deref().unwrap_or("∅")),
            BlockKind::ListItem(text) => format!("•{text}"),
            BlockKind::Heading { level, text } => format!("h{level} {text}"),
            BlockKind::Row(cells) => format!("({})", cells.join("|")),
            BlockKind::Line(text) => format!("|{text}"),
        };
        format!("{gap}{}{words}", block.line)
    };
    blocks(source).map_or_else(|refusal| refusal.to_string(), |blocks| blocks.iter().map(line).collect::<Vec<_>>().join(" "))
}

fn check(source: &str, expected: &str) {
    assert_eq!(shown(source), expected, "{source}");
}

#[test]
fn headings_paragraphs_and_items() {
    check(
        "<h1>Bron\n byggs</h1>\n<p>Det  är <b>bra</b>.</p><ul>\n<li>en</li><li><p>två</p></li></ul>",
        "↵1h1 Bron byggs ↵3|Det är bra. ↵4•en 4•två",
    );
    check("rad ett<br>rad två<div>rad tre</div>", "↵1|rad ett 1|rad två 1|rad tre");
    check("<p>a&nbsp;b &amp; &aring;&shy;re<p>c", "↵1|a b & åre ↵1|c");
    check("<pre>a\n b</pre>", "↵1|a 2|b");
    check("<h2>Oavslutad<p>text", "↵1h2 Oavslutad ↵1|text");
    check("", "");
}

#[test]
fn the_title_stands_in_for_a_missing_heading() {
    check("<title>Bron byggs | Ån</title><p>text", "↵1h1 Bron byggs ↵1|text");
    check("<title>Bron | Ån</title><h1>Bron byggs</h1>", "↵1h1 Bron byggs");
}

#[test]
fn pairs_in_lists_of_definitions() {
    check("<dl>\n<dt>Fond:</dt>\n<dd>ESF+</dd><dt>Ort</dt><dd>Ån<dd>By</dl>", "↵2[Fond=ESF+@3] 3[Ort=Ån, By]");
    check("<dl><dt>Fond<dt>Ort<dd><p>Ån</p><p>By</p></dl><p>x", "↵1[Fond=∅] 1[Ort=Ån By] ↵1|x");
}

#[test]
fn pairs_in_tables() {
    check("<table><tr><th>Fond</th><td>ESF+</td></tr>\n<tr><td>Ort:</td><td>Ån</td></tr></table>", "↵1[Fond=ESF+] 2[Ort=Ån]");
    check("<table><tr><th>Namn<th>Stöd<tr><td>Bron<td>3<br>kr</table>", "↵1(Namn|Stöd) 1(Bron|3, kr)");
    check("<table><tr><th colspan=3>Beviljade</th></tr><tr><td>a<td><td>b</tr></table>", "↵1|Beviljade 1(a||b)");
}

#[test]
fn tables_that_lay_out_the_page_are_text() {
    check("<table><tr><td>Meny</td><td><h1>Bron</h1><p>Text.</p></td></tr></table>", "↵1|Meny ↵1h1 Bron ↵1|Text.");
    check("<table><tr><td>Om<table><tr><td>a</td><td>b</td><td>c</td></tr></table></td></tr></table>", "↵1|Om ↵1(a|b|c)");
}

#[test]
fn pairs_in_lines() {
    check("<p><strong>Fond:</strong> ESF+<br><b>Ort</b>: Ån</p>", "↵1[Fond=ESF+] 1[Ort=Ån]");
    check("<p><b><span>Fond</span>:</b> ESF+</p>", "↵1[Fond=ESF+]");
    check("<p><b>Fond:</b></p>\n<p>ESF+</p>", "↵1[Fond=ESF+@2]");
    check("<div>Fond:</div>\n<div>ESF+</div>", "↵1[Fond=ESF+@2]");
    check("<span class='field-label'>Fond</span><span>ESF+</span>", "↵1[Fond=ESF+]");
    check("<div class=label>Fond</div><div>ESF+</div>", "↵1[Fond=ESF+]");
    check("<p>Så här säger de:</p><p>Det är bra.</p>", "↵1[Så här säger de=∅] ↵1|Det är bra.");
    check("<p><b>Bron</b> byggs nu: till våren.</p>", "↵1|Bron byggs nu: till våren.");
}

#[test]
fn what_is_no_text_is_left_out() {
    check("<script>var a = '<p>nej</p>';</script><style>p{}</style><noscript>nej</noscript><p>ja", "↵1|ja");
    check("<nav><ul><li>Hem</li></ul></nav><p>ja</p><footer>nej</footer>", "↵1|ja");
    check("<div role=navigation><div>Hem</div></div><svg><title>nej</title></svg><p>ja", "↵1|ja");
    check("<div class='c-cookie-banner'><p>Vi använder</p><button>Ok</button></div><p>ja", "↵1|ja");
    check("<body class='has-cookie-banner'><p>ja", "↵1|ja");
    check("<form><input><label>Sök</label></form><p>ja", "↵1|ja");
    check("<form id=sidan><h1>Bron</h1><p>ja</p></form>", "↵1h1 Bron ↵1|ja");
    check("<aside><h2>Läs mer</h2><a>Annat</a></aside><p>ja", "↵1|ja");
    check("<aside><h2>Fakta om Bron</h2>Ån</aside><p>ja", "↵1h2 Fakta om Bron ↵1|Ån ↵1|ja");
    check("<nav>Hem<main><p>ja</p></main>", "↵1|ja");
}

#[test]
fn what_the_page_says_of_itself_stands_first() {
    check(
        "<head><link rel=canonical href='https://example.se/bron'>\n<meta property='og:url' content='https://example.se/annan'>\n\
         <meta property='article:published_time' content='2024-03-01T08:00:00+01:00'></head><h1>Bron</h1><time datetime='2023-01-01'>1 januari</time>",
        "↵1[url=https://example.se/bron] 3[Publicerad=2024-03-01] ↵3h1 Bron ↵3|1 januari",
    );
    check(
        "<script type='application/ld+json'>{\"@graph\":[{\"datePublished\" : \"2024-03-01T08:00\"}]}</script><p>x",
        "↵1[Publicerad=2024-03-01] ↵1|x",
    );
    check("<p><time datetime='2024-03-01'>i dag</time>", "↵1[Publicerad=2024-03-01] ↵1|i dag");
    check("<link rel=canonical href='javascript:alert(1)'><meta name=date content='i dag'><p>x", "↵1|x");
}

#[test]
fn too_many_blocks_are_refused() {
    check(&"<p>a".repeat(200_001), "a page of more than 200000 lines or cells");
}

proptest! {
    #[test]
    fn no_markup_makes_it_panic(source in "(<(/)?(p|h1|li|table|tr|td|th|dl|dt|dd|b|br|pre|aside|form|nav|main|title|time)( class=label)?>|[a:\n ]|&lt;){0,40}") {
        let _ = blocks(&source);
    }

    #[test]
    fn no_text_makes_it_panic(source in any::<String>()) {
        let _ = blocks(&source);
    }

    #[test]
    fn words_in_text_elements_are_kept(source in "(<(/)?(p|h2|li|table|tr|td|th|dl|dt|dd|b|br|div)>|[a-c]){0,40}") {
        let letters = |text: &str| text.chars().filter(|c| matches!(c, 'x'..='z')).count();
        let marked: String = mark(&source);
        let kept: usize = blocks(&marked).unwrap().iter().map(|block| letters(&block.text())).sum();
        prop_assert_eq!(kept, letters(&marked), "{}", marked);
    }
}

/// Letters between tags become others than those of tags' names.
fn mark(source: &str) -> String {
    let mut inside = false;
    source
        .chars()
        .map(|c| {
            inside = if c == '<' { true } else { inside };
            let marked = match c {
                'a'..='c' if !inside => char::from(c as u8 + 23),
                c => c,
            };
            inside = if c == '>' { false } else { inside };
            marked
        })
        .collect()
}
