//! A line of front matter, cut into its indent, what it says, and its end.

/// Columns that a tab or a full-width space at the start of a line stands for.
const WIDE_COLUMNS: usize = 2;

/// One line, cut up.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its first byte.
    pub(super) start: usize,
    /// Its indent in bytes and in columns.
    pub(super) lead: usize,
    /// The columns.
    pub indent: usize,
    /// What stands between the spaces at its ends.
    pub bare: &'a str,
    /// Bytes of the spaces at its end, and its line end.
    pub(super) trail: usize,
    pub(super) end: &'a str,
}

impl<'a> Line<'a> {
    /// All lines of a text.
    pub fn all(text: &'a str) -> Vec<Self> {
        let mut start = 0;
        let mut lines = Vec::new();
        for whole in text.split_inclusive('\n') {
            let body = whole.trim_end_matches(['\n', '\r']);
            let bare = body.trim();
            let lead = body.len() - body.trim_start().len();
            let indent = body[..lead].chars().map(|c| if c == ' ' { 1 } else { WIDE_COLUMNS }).sum();
            let trail = body.len() - lead - bare.len();
            lines.push(Line { start, lead, indent, bare, trail, end: &whole[body.len()..] });
            start += whole.len();
        }
        lines
    }

    /// Whether it says something: it is neither empty nor a comment.
    pub fn is_content(&self) -> bool {
        !self.bare.is_empty() && !self.bare.starts_with('#')
    }
}
