//! Colours of an embedding site, and whether they can be read on each other.

use std::fmt;

/// What text must stand out from its ground by (WCAG 2.2, success criterion 1.4.3).
pub const READABLE: f64 = 4.5;

/// A colour of sRGB, eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    channels: [u8; 3],
}

/// Text on a dark ground.
pub const WHITE: Colour = Colour { channels: [255, 255, 255] };
/// The element's own accent on a light ground.
pub const SPRUCE: Colour = Colour { channels: [0x0b, 0x5a, 0x47] };
/// Text on a light ground.
pub const BLACK: Colour = Colour { channels: [0, 0, 0] };

impl Colour {
    /// The colour of a text such as `#0b5a47`, `0b5a47` or `#fff`.
    pub fn read(text: &str) -> Option<Colour> {
        let digits = text.trim().strip_prefix('#').unwrap_or(text.trim());
        let values: Vec<u8> =
            digits.chars().map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok())).collect::<Option<_>>()?;
        match *values.as_slice() {
            [r, g, b] => Some(Colour { channels: [r * 17, g * 17, b * 17] }),
            [r, s, g, h, b, c] => Some(Colour { channels: [r * 16 + s, g * 16 + h, b * 16 + c] }),
            _ => None,
        }
    }

    /// How bright it is, 0 to 1: *relative luminance* of WCAG 2.2.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.channels.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// How much two colours stand out from each other, 1 to 21: *contrast ratio* of WCAG 2.2.
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// White where that reads on it, else black, which then does.
    pub fn text_on(self) -> Colour {
        if self.contrast(WHITE) >= READABLE { WHITE } else { BLACK }
    }

    /// The nearest mixture with black or white, whichever reads on the ground, that does so itself.
    pub fn readable_on(self, ground: Colour) -> Colour {
        let towards = ground.text_on();
        (0..=100).map(|percent| self.mixed(towards, percent)).find(|mixed| mixed.contrast(ground) >= READABLE).unwrap_or(towards)
    }

    /// This much of another in it, from 0 to 100 percent.
    fn mixed(self, other: Colour, percent: u32) -> Colour {
        let mut channels = self.channels;
        for (own, other) in channels.iter_mut().zip(other.channels) {
            let sum = u32::from(*own) * (100 - percent) + u32::from(other) * percent;
            *own = u8::try_from(sum / 100).unwrap_or(u8::MAX);
        }
        Colour { channels }
    }

    /// Whether it is dark: light text reads on it.
    pub fn is_dark(self) -> bool {
        self.text_on() == WHITE
    }
}

/// `#0b5a47`.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.channels;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colour(text: &str) -> Colour {
        Colour::read(text).expect(text)
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(colour("#0B5a47").to_string(), "#0b5a47");
        assert_eq!(colour(" fff "), WHITE);
        for text in ["", "#", "#12", "#12345", "#1234567", "red", "#ååå", "#0b5a4g", "#0b5a47;}"] {
            assert_eq!(Colour::read(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        // Known pairs: the extremes, and grey 118 and 119, the last that reads on white and the first that does not.
        let rounded = |one: Colour, other: Colour| (one.contrast(other) * 100.0).round() / 100.0;
        assert_eq!(rounded(WHITE, BLACK), 21.0);
        assert_eq!(rounded(BLACK, BLACK), 1.0);
        assert_eq!(rounded(colour("#767676"), WHITE), 4.54);
        assert_eq!(rounded(colour("#777777"), WHITE), 4.48);
    }

    #[test]
    fn a_weak_colour_is_mended_and_a_strong_one_left() {
        assert_eq!(colour("#0b5a47").readable_on(WHITE), colour("#0b5a47"));
        let mended = colour("#6fa52a").readable_on(WHITE);
        assert!(mended.contrast(WHITE) >= READABLE && mended.contrast(WHITE) < 4.7, "{mended}");
        assert!(colour("#0b5a47").readable_on(BLACK).contrast(BLACK) >= READABLE);
    }

    proptest! {
        #[test]
        fn whatever_is_chosen_can_be_read(own in any::<[u8; 3]>(), ground in any::<[u8; 3]>()) {
            let (own, ground) = (Colour { channels: own }, Colour { channels: ground });
            prop_assert!(own.readable_on(ground).contrast(ground) >= READABLE);
            prop_assert!(own.text_on().contrast(own) >= READABLE);
            prop_assert_eq!(Colour::read(&own.to_string()), Some(own));
        }

        #[test]
        fn any_text_is_a_colour_or_none(text in "\\PC{0,12}") {
            let _ = Colour::read(&text);
        }
    }
}
