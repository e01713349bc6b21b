//! Bytes → text: what Windows editors really save, read only where nothing can be lost.

use encoding_rs::SHIFT_JIS;

/// The text of a file and how it was stored.
#[derive(Debug, PartialEq, Eq)]
pub enum Decoded {
    /// UTF-8, with or without a byte order mark.
    Utf8(String),
    /// CP932, the code page of Japanese Windows (WHATWG Shift_JIS), decoded without loss.
    Cp932(String),
    /// Neither; nothing is guessed.
    Unreadable,
}

/// Decodes a file. CP932 is believed only when every byte has a meaning in it and the text comes back byte for byte.
pub fn decode(bytes: &[u8]) -> Decoded {
    let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(unmarked) {
        return Decoded::Utf8(text.to_owned());
    }
    let Some(text) = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes) else {
        return Decoded::Unreadable;
    };
    let (again, _, lossy) = SHIFT_JIS.encode(&text);
    if lossy || again.as_ref() != bytes || text.chars().any(|c| c.is_control() && !matches!(c, '\r' | '\n' | '\t')) {
        return Decoded::Unreadable;
    }
    Decoded::Cp932(text.into_owned())
}

/// Whether a file whose first bytes these are begins with `words`, in either encoding.
pub fn begins_with(head: &[u8], words: &str) -> bool {
    let unmarked = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let (cp932, _, _) = SHIFT_JIS.encode(words);
    unmarked.starts_with(words.as_bytes()) || head.starts_with(&cp932)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(decode("\u{feff}題名".as_bytes()), Decoded::Utf8("題名".into()));
    }

    #[test]
    fn notepad_of_old_windows_is_read() {
        let (bytes, _, _) = SHIFT_JIS.encode("離乳食教室\r\n髙橋・﨑");
        assert_eq!(decode(&bytes), Decoded::Cp932("離乳食教室\r\n髙橋・﨑".into()));
    }

    #[test]
    fn a_picture_is_not_text() {
        assert_eq!(decode(b"\xFF\xD8\xFF\xE0\x00\x10JFIF"), Decoded::Unreadable);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_loss_or_refused(bytes: Vec<u8>) {
            match decode(&bytes) {
                Decoded::Utf8(text) => prop_assert!(bytes.ends_with(text.as_bytes())),
                Decoded::Cp932(text) => prop_assert!(SHIFT_JIS.encode(&text).0.as_ref() == bytes),
                Decoded::Unreadable => {}
            }
        }
    }
}
