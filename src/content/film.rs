//! Films for screens, looked at before anything is built: an MP4 that browsers play, and how long it is.
//!
//! Only boxes are read (ISO/IEC 14496-12), never pictures: `ftyp` says that it is one, `mvhd` how long it is, the sample
//! entry which codec it needs.

use std::fmt;

/// Largest film that is taken, in bytes: it travels to the web host and into the memory of a small player.
pub const MAX_BYTES: u64 = 60_000_000;

/// Why a film cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilmError {
    /// No MP4, judged by its content.
    NotMp4,
    /// Its pictures need a codec that browsers on screens often lack: HEVC, as iPhones write, AV1, VP9 …
    Codec(String),
    /// More than [`MAX_BYTES`].
    TooLarge {
        /// Size of the file.
        bytes: u64,
    },
}

impl fmt::Display for FilmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotMp4 => write!(f, "this file is no MP4 film"),
            Self::Codec(codec) => write!(f, "its pictures are coded as {codec}, not as H.264"),
            Self::TooLarge { bytes } => write!(f, "{bytes} bytes are more than {MAX_BYTES}"),
        }
    }
}

impl std::error::Error for FilmError {}

/// Looks at a film and gives its length in milliseconds.
///
/// # Errors
/// See [`FilmError`].
pub fn check(bytes: &[u8]) -> Result<u64, FilmError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(FilmError::TooLarge { bytes: bytes.len() as u64 });
    }
    if bytes.get(4..8) != Some(b"ftyp".as_slice()) {
        return Err(FilmError::NotMp4);
    }
    let movie = boxes(bytes).find(|(name, _)| name == b"moov").map(|(_, inside)| inside).ok_or(FilmError::NotMp4)?;
    let codecs: Vec<[u8; 4]> = boxes(movie).filter(|(name, _)| name == b"trak").filter_map(|(_, t)| codec(t)).collect();
    match codecs.first() {
        None => return Err(FilmError::NotMp4),
        Some(b"avc1" | b"avc3") => {}
        Some(other) => return Err(FilmError::Codec(String::from_utf8_lossy(other).into_owned())),
    }
    boxes(movie).find(|(name, _)| name == b"mvhd").and_then(|(_, head)| length(head)).ok_or(FilmError::NotMp4)
}

/// The boxes that lie one behind the other in `bytes`: name and inside. A broken size ends the list.
pub(super) fn boxes(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let size = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let name: [u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let (head, size) = match size {
            0 => (8, rest.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(rest.get(8..16)?.try_into().ok()?)).ok()?),
            size => (8, size),
        };
        let inside = rest.get(head..size)?;
        rest = rest.get(size..)?;
        Some((name, inside))
    })
}

fn inside<'a>(bytes: &'a [u8], wanted: &[u8; 4]) -> Option<&'a [u8]> {
    boxes(bytes).find(|(name, _)| name == wanted).map(|(_, inside)| inside)
}

/// The codec of a track of pictures; `None` for sound and everything else.
fn codec(track: &[u8]) -> Option<[u8; 4]> {
    let media = inside(track, b"mdia")?;
    // Version and flags, then four bytes of nothing, then what kind of track it is.
    if inside(media, b"hdlr")?.get(8..12)? != b"vide" {
        return None;
    }
    let table = inside(inside(media, b"minf")?, b"stbl")?;
    // Version and flags, the number of entries, the size of the first, its name.
    inside(table, b"stsd")?.get(12..16)?.try_into().ok()
}

/// Milliseconds, from the film's header: version 0 has 32-bit moments, version 1 64-bit ones.
fn length(head: &[u8]) -> Option<u64> {
    let word = |at: usize| Some(u64::from(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?)));
    let (scale, duration) = match head.first()? {
        0 => (word(12)?, word(16)?),
        _ => (word(20)?, u64::from_be_bytes(head.get(24..32)?.try_into().ok()?)),
    };
    duration.checked_mul(1000)?.checked_div(scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn a_box(name: &[u8; 4], inside: &[u8]) -> Vec<u8> {
        let size = u32::try_from(inside.len() + 8).unwrap_or(u32::MAX).to_be_bytes();
        [&size[..], name, inside].concat()
    }

    /// A film of 2.5 s with a track of sound and one of pictures.
    fn film(codec: &[u8; 4]) -> Vec<u8> {
        let track = |kind: &[u8; 4], codec: &[u8; 4]| {
            let handler = [&[0; 8][..], kind, &[0; 12]].concat();
            let entry = [&[0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 16][..], codec, &[0; 8]].concat();
            let table = a_box(b"stbl", &a_box(b"stsd", &entry));
            a_box(b"trak", &a_box(b"mdia", &[a_box(b"hdlr", &handler), a_box(b"minf", &table)].concat()))
        };
        let words = [0_u32, 0, 0, 600, 1500, 0].map(u32::to_be_bytes).concat();
        let movie = [a_box(b"mvhd", &words), track(b"soun", b"mp4a"), track(b"vide", codec)].concat();
        [a_box(b"ftyp", b"isom\0\0\0\0mp42"), a_box(b"mdat", &[0; 64]), a_box(b"moov", &movie)].concat()
    }

    #[test]
    fn a_film_tells_its_length_and_its_codec() {
        assert_eq!(check(&film(b"avc1")), Ok(2500));
        assert_eq!(check(&film(b"hvc1")), Err(FilmError::Codec("hvc1".into())));
        assert_eq!(check(b"GIF89a"), Err(FilmError::NotMp4));
        let whole = film(b"avc1");
        assert_eq!(check(&whole[..whole.len() - 30]), Err(FilmError::NotMp4), "half a copy");
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..300), at in 0_usize..400, by in any::<u8>()) {
            let _ = check(&bytes);
            let mut film = film(b"avc1");
            let at = at % film.len();
            film[at] = by;
            let _ = check(&film);
        }
    }
}
