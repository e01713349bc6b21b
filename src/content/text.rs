//! Bytes → text: what Windows editors really save, read only where nothing can be lost.

use encoding_rs::SHIFT_JIS;

/// How a file's characters are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 behind a byte order mark, as older Notepads save it.
    Utf8Marked,
    /// UTF-16, little end first, behind its mark: Notepad's "Unicode".
    Utf16Le,
    /// UTF-16, big end first, behind its mark.
    Utf16Be,
    /// UTF-16, little end first, without a mark.
    Utf16LeBare,
    /// UTF-16, big end first, without a mark.
    Utf16BeBare,
    /// CP932, the code page of Japanese Windows (WHATWG Shift_JIS).
    Cp932,
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text of a file, without its mark, and how it was stored. `None`: neither encoding; nothing is guessed.
pub fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Some((std::str::from_utf8(rest).ok()?.to_owned(), Encoding::Utf8Marked)),
        [0xFF, 0xFE, rest @ ..] => Some((utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Le)),
        [0xFE, 0xFF, rest @ ..] => Some((utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Be)),
        // No text holds NUL; what does is UTF-16 whose mark got lost, or no text at all.
        _ if bytes.contains(&0) => bare_utf16(bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Some((text.to_owned(), Encoding::Utf8)),
            Err(_) => Some((cp932(bytes)?, Encoding::Cp932)),
        },
    }
}

fn utf16(bytes: &[u8], of: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().copied().map(of).collect();
    String::from_utf16(&units).ok().filter(|_| odd.is_empty())
}

/// UTF-16 without its mark is believed only where one end first gives a text and the other gives none.
fn bare_utf16(bytes: &[u8]) -> Option<(String, Encoding)> {
    let odd = |c: char| {
        (c.is_control() && !matches!(c, '\r' | '\n' | '\t'))
            || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffe}'..='\u{ffff}')
    };
    let sound = |text: &String| text.contains(['\n', '\r', ':']) && !text.contains(odd);
    let little = utf16(bytes, u16::from_le_bytes).filter(sound);
    let big = utf16(bytes, u16::from_be_bytes).filter(sound);
    match (little, big) {
        (Some(text), None) => Some((text, Encoding::Utf16LeBare)),
        (None, Some(text)) => Some((text, Encoding::Utf16BeBare)),
        _ => None,
    }
}

/// CP932 is believed only when every byte has a meaning in it and the text comes back byte for byte.
fn cp932(bytes: &[u8]) -> Option<String> {
    let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)?;
    let (again, _, lossy) = SHIFT_JIS.encode(&text);
    let control = |c: char| c.is_control() && !matches!(c, '\r' | '\n' | '\t');
    (!lossy && again.as_ref() == bytes && !text.chars().any(control)).then(|| text.into_owned())
}

/// The bytes of a text as it was stored. `None`: it holds a character that CP932 does not have.
pub fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let utf16 = |mark: &[u8], of: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(of)).collect()
    };
    match encoding {
        Encoding::Utf8 => Some(text.as_bytes().to_owned()),
        Encoding::Utf8Marked => Some([UTF8_MARK, text.as_bytes()].concat()),
        Encoding::Utf16Le => Some(utf16(&[0xFF, 0xFE], u16::to_le_bytes)),
        Encoding::Utf16Be => Some(utf16(&[0xFE, 0xFF], u16::to_be_bytes)),
        Encoding::Utf16LeBare => Some(utf16(&[], u16::to_le_bytes)),
        Encoding::Utf16BeBare => Some(utf16(&[], u16::to_be_bytes)),
        Encoding::Cp932 => {
            let (bytes, _, lossy) = SHIFT_JIS.encode(text);
            (!lossy).then(|| bytes.into_owned())
        }
    }
}

/// Whether a file whose first bytes these are begins with `words`, in either encoding.
pub fn begins_with(head: &[u8], words: &str) -> bool {
    let unmarked = head.strip_prefix(UTF8_MARK).unwrap_or(head);
    let (cp932, _, _) = SHIFT_JIS.encode(words);
    unmarked.starts_with(words.as_bytes()) || head.starts_with(&cp932)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(decode("\u{feff}題名".as_bytes()), Some(("題名".into(), Encoding::Utf8Marked)));
    }

    #[test]
    fn notepad_of_old_windows_is_read() {
        let (bytes, _, _) = SHIFT_JIS.encode("離乳食教室\r\n髙橋・﨑");
        assert_eq!(decode(&bytes), Some(("離乳食教室\r\n髙橋・﨑".into(), Encoding::Cp932)));
    }

    #[test]
    fn notepad_s_unicode_is_read() {
        assert_eq!(decode(b"\xFF\xFE\x98\x98\n\0"), Some(("題\n".replace('題', "\u{9898}"), Encoding::Utf16Le)));
        assert_eq!(decode(b"\xFE\xFF\x98\x98\0\n"), Some(("\u{9898}\n".into(), Encoding::Utf16Be)));
        assert_eq!(decode(b"\xFF\xFE\x98"), None);
    }

    #[test]
    fn utf16_that_lost_its_mark_is_read() {
        let text = "---\ntitle: もぐもぐ\n---\n";
        for encoding in [Encoding::Utf16LeBare, Encoding::Utf16BeBare] {
            assert_eq!(decode(&encode(text, encoding).unwrap()), Some((text.into(), encoding)));
        }
        assert_eq!(decode(b"a\0b\0c"), None);
    }

    #[test]
    fn what_cp932_lacks_is_not_written_in_it() {
        assert_eq!(encode("教室 👶", Encoding::Cp932), None);
    }

    #[test]
    fn a_picture_is_not_text() {
        assert_eq!(decode(b"\xFF\xD8\xFF\xE0\x00\x10JFIF"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_loss_or_refused(bytes: Vec<u8>) {
            if let Some((text, encoding)) = decode(&bytes) {
                prop_assert_eq!(encode(&text, encoding), Some(bytes));
            }
        }
    }
}
