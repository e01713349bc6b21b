//! Telephone numbers as people type them: 0197-00-0011, （0197）00-0011, ０１９７（００）００１１, 0120ー000ー000.

use super::script::Script;

/// Marks between the groups; a long-vowel mark is what a Japanese keyboard gives for a hyphen.
const HYPHENS: &str = "-‐‑−–—－ー";

/// The most digits that one group has.
const LONGEST_GROUP: usize = 5;

/// The first character after the telephone number that starts at `start` with its bracket or its 0. Every number that is
/// dialled inside Japan has nine to eleven digits, in two groups or more.
pub(super) fn end(chars: &[char], start: usize) -> Option<usize> {
    let (mut at, mut digits, mut groups) = (start, 0, 0);
    while let Some((next, length)) = bracketed(chars, at).or_else(|| group(chars, at)) {
        digits += length;
        groups += 1;
        let hyphen = chars.get(next).is_some_and(|&c| HYPHENS.contains(c));
        at = next + usize::from(hyphen && group(chars, next + 1).is_some());
        if at == next && bracketed(chars, next).is_none() && chars.get(next - 1).is_some_and(|&c| is_digit(c)) {
            break;
        }
    }
    let first = chars[start..at].iter().find(|&&c| is_digit(c));
    let dialled = matches!(first, Some('0' | '０')) && groups >= 2 && (9..=11).contains(&digits);
    dialled.then_some(at)
}

/// The end of a group of digits and how many they are; none when more digits follow than a group has.
fn group(chars: &[char], at: usize) -> Option<(usize, usize)> {
    let digits = chars.get(at..)?.iter().take(LONGEST_GROUP + 1).take_while(|&&c| is_digit(c)).count();
    (1..=LONGEST_GROUP).contains(&digits).then_some((at + digits, digits))
}

/// The same for a group in round brackets.
fn bracketed(chars: &[char], at: usize) -> Option<(usize, usize)> {
    let Some('(' | '（') = chars.get(at) else { return None };
    let (end, digits) = group(chars, at + 1)?;
    matches!(chars.get(end), Some(')' | '）')).then_some((end + 1, digits))
}

fn is_digit(c: char) -> bool {
    Script::of(c) == Script::Digit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_read_in_every_writing() {
        let cases = [
            "0197-00-0011|まで",
            "（0197）00-0011|へ",
            "(0197)00-0011|（平日）",
            "０１９７－００－００１１|",
            "（０１９７）００－００１１|",
            "０１９７（００）００１１|に",
            "0197ー00ー0011|",
            "0197‐00−0011|",
            "090-0000-0000|",
            "0120-000-000|から",
            "03-0000-0000|（代表）",
            "0197-00-0011|、0197-00-0012",
        ];
        for text in cases {
            let want = text.chars().position(|c| c == '|');
            let chars: Vec<char> = text.chars().filter(|c| *c != '|').collect();
            assert_eq!(end(&chars, 0), want, "{text}");
        }
        for other in ["10:00", "2026-12-10", "（12名）", "0197", "01234567890", "12-34", "", "（", "0-"] {
            let chars: Vec<char> = other.chars().collect();
            assert_eq!(end(&chars, 0), None, "{other}");
        }
    }
}
