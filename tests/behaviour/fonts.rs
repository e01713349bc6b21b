//! A font of one character, made from the theme's own: no other font is needed to prove what a fallback does.

/// The bold font of the default theme.
const BOLD: &[u8] = include_bytes!("../../themes/default/fonts/BIZUDPGothic-Bold.ttf");

/// That font with a character map in which only `code` stands, drawn with the shape of `like`.
pub fn with_one_character(like: char, code: char) -> Vec<u8> {
    let face = ttf_parser::Face::parse(BOLD, 0).unwrap();
    let glyph = face.glyph_index(like).unwrap().0;
    let mut map = Vec::new();
    // Version 0 with one subtable: platform 3 (Windows), encoding 10 (all of Unicode), 12 bytes further on.
    [0, 1, 3, 10].iter().for_each(|number: &u16| map.extend(number.to_be_bytes()));
    map.extend(12_u32.to_be_bytes());
    // Format 12: reserved, length 28, language, one group: first code, last code, first glyph.
    [12, 0].iter().for_each(|number: &u16| map.extend(number.to_be_bytes()));
    [28, 0, 1, u32::from(code), u32::from(code), u32::from(glyph)]
        .iter()
        .for_each(|number| map.extend(number.to_be_bytes()));
    replace_table(BOLD, *b"cmap", &map)
}

/// The font with one of its tables replaced. Checksums are left as they are: readers of fonts do not look at them.
fn replace_table(font: &[u8], tag: [u8; 4], table: &[u8]) -> Vec<u8> {
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let mut font = font.to_vec();
    font.resize(font.len().next_multiple_of(4), 0);
    let offset = u32::try_from(font.len()).unwrap();
    let record = (0..count).map(|number| 12 + number * 16).find(|at| font[*at..at + 4] == tag).unwrap();
    font[record + 8..record + 12].copy_from_slice(&offset.to_be_bytes());
    font[record + 12..record + 16].copy_from_slice(&u32::try_from(table.len()).unwrap().to_be_bytes());
    font.extend_from_slice(table);
    font
}
