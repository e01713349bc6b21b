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
pub struct Photo(pub image::RgbImage);
impl Photo {
    pub fn fit_width(&self, _: u32) -> image::RgbImage {
        self.0.clone()
    }
}
pub fn open(_: &[u8]) -> Result<Photo, PhotoError> {
    Err(PhotoError::NotAnImage)
}
pub fn jpeg(_: &image::RgbImage, _: u8) -> Result<Vec<u8>, PhotoError> {
    Err(PhotoError::NotAnImage)
}
