//! Why a card does not fit: what staff must shorten, and by how much, found by shortening it.

use super::super::canvas::Slot;
use super::code::{MAX_PLAIN_VERSION, SHORT_BYTES};
use super::fit::Unfit;
use super::{DrawError, Page, Picture, PictureView, Symbol, Workshop, fields};

impl Workshop {
    /// Finds what staff must shorten so that all fits: an address, where a usual one would do, else the words of one
    /// field, and by how many characters. Where several fields are too long, one of them is named, with what must go
    /// from it when the others are short.
    pub(super) fn does_not_fit(
        &self,
        picture: &Picture,
        symbol: Option<&Symbol>,
        page: &Page,
        unfit: Unfit,
    ) -> DrawError {
        let fits = |picture: &Picture, symbol: Option<&Symbol>| {
            let page = self.page(picture, symbol);
            page.is_ok_and(|(page, images)| matches!(self.fitted(&page, &images, picture), Ok(Ok(_))))
        };
        let long = symbol.filter(|symbol| symbol.version() > MAX_PLAIN_VERSION);
        if let Some(long) = long {
            let url = "x".repeat(SHORT_BYTES);
            let usual = Picture { qr: Some(&url), ..*picture };
            if Symbol::encode(&url).is_ok_and(|symbol| fits(&usual, Some(&symbol))) {
                return DrawError::QrTooLong { bytes: long.url.len() };
            }
        }
        let blamed = match unfit {
            Unfit::Slot(number) => match page.slots().nth(number) {
                Some(Slot::Text(text)) => Some(text.field.as_str()),
                _ => None,
            },
            Unfit::Card => None,
        };
        let fits = |view: &PictureView| fits(&Picture { view, ..*picture }, symbol);
        let fields = fields::to_shorten(picture.view, blamed);
        // First each field alone, then with the ones behind it cut short.
        for others in 0..fields.len() {
            for (at, field) in fields.iter().enumerate() {
                let behind: Vec<_> = fields.iter().copied().cycle().skip(at + 1).take(others).collect();
                let view = fields::bare(picture.view, &behind);
                if let Some(over) = fields::characters_over(&view, field, &fits) {
                    return DrawError::DoesNotFit { field, over };
                }
            }
        }
        // Words and address are both too long: the address first, since no shortening of the words would do.
        if let Some(long) = long {
            return DrawError::QrTooLong { bytes: long.url.len() };
        }
        let place = blamed.map_or_else(String::new, |field| format!(" of {field}"));
        DrawError::Template(format!("the words{place} have too little room, even short ones"))
    }
}
