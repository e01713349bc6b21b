//! Stand-in.
/// Stand-in: breaks after particles and punctuation.
pub fn with_break_marks(text: &str, _facilities: &[String]) -> String {
    let mut out = String::new();
    let chars: Vec<char> = text.chars().collect();
    for (i, c) in chars.iter().enumerate() {
        if *c == '／' {
            out.push('\n');
            continue;
        }
        out.push(*c);
        let next = chars.get(i + 1).copied().unwrap_or(' ');
        if matches!(c, 'の' | 'を' | 'に' | 'と' | 'で' | 'は' | 'が' | '、' | '・' | '！' | '。' | '」')
            && !matches!(next, '」' | '、' | '。' | '！' | '）')
        {
            out.push('\u{200b}');
        }
    }
    out
}
pub const LICENCE: &str = "";
