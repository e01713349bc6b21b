//! Values of an address's query.

/// The value of a key, its percent signs read; `None` where the key is absent or the value is no UTF-8.
pub fn value(query: Option<&str>, key: &str) -> Option<String> {
    let pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    let (_, raw) = pairs.into_iter().find(|(name, _)| *name == key)?;
    decoded(raw)
}

fn decoded(raw: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, behind @ ..] = rest {
        let hex = behind.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_browsers_write_them() {
        let query = Some("at=2026-12-05T10%3A00&id=rinyushoku%2F2026-12-10&x=%E3%81%82+b&bad=%ff&odd=%zz%");
        let of = |key| value(query, key);
        assert_eq!(of("at").as_deref(), Some("2026-12-05T10:00"));
        assert_eq!(of("id").as_deref(), Some("rinyushoku/2026-12-10"));
        assert_eq!(of("x").as_deref(), Some("あ b"));
        assert_eq!((of("bad"), of("none"), value(None, "at")), (None, None, None));
        assert_eq!(of("odd").as_deref(), Some("%zz%"));
    }
}
