//! Stand-in.
/// Stand-in.
pub struct Coverage(Vec<u8>);
impl Coverage {
    /// Stand-in.
    pub fn of(bytes: &[u8]) -> Result<Self, String> {
        Ok(Self(bytes.to_vec()))
    }
    /// Stand-in.
    pub fn has(&self, letter: char) -> bool {
        ttf_parser::Face::parse(&self.0, 0).is_ok_and(|face| face.glyph_index(letter).is_some())
    }
}
