//! The figures of an amount: digits, groups of thousands, decimals, spelled numbers.

/// More digits than any budget has; figures beyond are no amount.
const MOST_DIGITS: usize = 15;

/// Figures as read, before a multiplier says what the separator means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figures {
    whole: u64,
    decimals: u64,
    /// How many decimals there are.
    places: u32,
    /// True for one comma or dot before exactly three digits: thousands in
    /// *316,000 SEK*, decimals in *1,234 miljoner*.
    one_group: bool,
    /// Written as a word.
    pub(super) spelled: bool,
}

/// What stands between groups of three digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Space,
    Dot,
    Comma,
    Apostrophe,
}

impl Separator {
    fn of(letter: char) -> Option<Separator> {
        match letter {
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{2008}' => Some(Separator::Space),
            '.' => Some(Separator::Dot),
            ',' => Some(Separator::Comma),
            '\'' | '\u{2019}' => Some(Separator::Apostrophe),
            _ => None,
        }
    }
}

impl Figures {
    /// The figures that a text begins with, and their length in bytes.
    pub(super) fn read(text: &str) -> Option<(Figures, usize)> {
        let lead = digits(text);
        if lead == 0 || lead > MOST_DIGITS {
            return None;
        }
        let (separator, grouped) = if lead <= 3 && text.get(..lead) != Some("0") { groups(text, lead) } else { (None, lead) };
        let (decimals, end) = decimals(text, grouped, separator);
        if continues_as_code(text.get(end..)?) {
            return None;
        }
        let whole = value(text.get(..grouped)?)?;
        let one_group = grouped - lead == 4 && decimals.is_empty() && matches!(separator, Some(Separator::Dot | Separator::Comma));
        let places = u32::try_from(decimals.len()).ok()?;
        Some((Figures { whole, decimals: value(decimals)?, places, one_group, spelled: false }, end))
    }

    /// A number in words that a text begins with, as prose writes before *miljoner*.
    pub(super) fn read_words(text: &str) -> Option<(Figures, usize)> {
        let mut best = None;
        for (words, tenths) in SPELLED {
            let Some(end) = starts_with_words(text, words) else { continue };
            if best.is_none_or(|(_, longest)| end > longest) {
                best = Some((*tenths, end));
            }
        }
        let (tenths, end) = best?;
        Some((Figures { whole: tenths / 10, decimals: tenths % 10, places: 1, one_group: false, spelled: true }, end))
    }

    /// Hundredths of the currency when multiplied; `None` beyond an `i64`.
    pub(super) fn hundredths(self, multiplier: Option<u64>) -> Option<i64> {
        let figures = if self.one_group && multiplier.is_some() { self.as_decimals() } else { self };
        let scale = 10i128.checked_pow(figures.places)?;
        let written = i128::from(figures.whole).checked_mul(scale)?.checked_add(i128::from(figures.decimals))?;
        let scaled = written.checked_mul(i128::from(multiplier.unwrap_or(1)))?.checked_mul(100)?;
        i64::try_from(scaled.checked_add(scale / 2)? / scale).ok()
    }

    /// The last three digits read as decimals.
    fn as_decimals(self) -> Figures {
        Figures { whole: self.whole / 1000, decimals: self.whole % 1000, places: 3, ..self }
    }
}

/// Numbers in words, in tenths; the ones a Swedish news page spells out.
const SPELLED: &[(&str, u64)] = &[
    ("en halv", 5),
    ("halv", 5),
    ("en", 10),
    ("ett", 10),
    ("en och en halv", 15),
    ("halvannan", 15),
    ("två", 20),
    ("två och en halv", 25),
    ("tre", 30),
    ("tre och en halv", 35),
    ("fyra", 40),
    ("fem", 50),
    ("sex", 60),
    ("sju", 70),
    ("åtta", 80),
    ("nio", 90),
    ("tio", 100),
    ("elva", 110),
    ("tolv", 120),
    ("tretton", 130),
    ("fjorton", 140),
    ("femton", 150),
    ("sexton", 160),
    ("sjutton", 170),
    ("arton", 180),
    ("nitton", 190),
    ("tjugo", 200),
    ("trettio", 300),
    ("fyrtio", 400),
    ("femtio", 500),
    ("sextio", 600),
    ("sjuttio", 700),
    ("åttio", 800),
    ("nittio", 900),
    ("hundra", 1000),
];

/// The length of `words` at the beginning of the text, ignoring case, ending at a word's end.
fn starts_with_words(text: &str, words: &str) -> Option<usize> {
    let mut letters = text.chars();
    let mut length = 0;
    for expected in words.chars() {
        let letter = letters.next()?;
        if letter != expected && !letter.to_lowercase().eq(std::iter::once(expected)) {
            return None;
        }
        length += letter.len_utf8();
    }
    let ends = !letters.next().is_some_and(char::is_alphanumeric);
    ends.then_some(length)
}

/// How many ASCII digits a text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The separator of the groups of three after the leading digits, and where the groups end.
fn groups(text: &str, lead: usize) -> (Option<Separator>, usize) {
    let mut separator = None;
    let mut end = lead;
    let mut count = lead;
    while count + 3 <= MOST_DIGITS {
        let rest = text.get(end..).unwrap_or_default();
        let Some(letter) = rest.chars().next() else { break };
        let Some(kind) = Separator::of(letter) else { break };
        let group = rest.get(letter.len_utf8()..).unwrap_or_default();
        if separator.is_some_and(|first| first != kind) || digits(group) != 3 {
            break;
        }
        separator = Some(kind);
        end += letter.len_utf8() + 3;
        count += 3;
    }
    (separator, end)
}

/// The decimals after the groups, and where they end.
fn decimals(text: &str, from: usize, separator: Option<Separator>) -> (&str, usize) {
    let rest = text.get(from..).unwrap_or_default();
    let Some(letter @ (',' | '.')) = rest.chars().next() else { return ("", from) };
    if separator.is_some() && separator == Separator::of(letter) {
        return ("", from);
    }
    let length = digits(rest.get(1..).unwrap_or_default());
    (rest.get(1..1 + length).unwrap_or_default(), if length == 0 { from } else { from + 1 + length })
}

/// Whether another separator and digit follow: a version, a date, a telephone number.
fn continues_as_code(rest: &str) -> bool {
    rest.strip_prefix([',', '.']).is_some_and(|after| digits(after) > 0)
}

/// The value of the digits in a text; the first 15 of them where there are more.
fn value(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        Some(0)
    } else if digits.len() > MOST_DIGITS {
        None
    } else {
        digits.parse().ok()
    }
}
