//! Stand-in until the workshop's photo reader is merged.
pub const MAX_BYTES: u64 = 40_000_000;
#[derive(Clone, Debug)]
pub enum PhotoError {
    NotAnImage,
    TooManyPixels { width: u32, height: u32 },
    TooLarge { bytes: u64 },
    Heic,
    Broken(String),
}
pub fn check(_: &[u8]) -> Result<(u32, u32), PhotoError> {
    Err(PhotoError::NotAnImage)
}
