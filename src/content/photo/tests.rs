//! Photos made here: turned by EXIF, too large by their header, broken, not photos at all.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

/// A picture whose left half is red and whose right half is blue.
fn halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

/// A JPEG with an EXIF block that holds the orientation and a GPS latitude reference.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend([1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]); // Orientation, one SHORT
    exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]); // where the GPS entries are
    exif.extend([0, 0, 0, 0, 0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn is_red(pixel: &Rgb<u8>) -> bool {
    pixel[0] > 150 && pixel[2] < 100
}

#[test]
fn exif_turns_the_photo_upright_and_is_not_written() {
    let plain = jpeg(&halves(64, 32), 90).unwrap();
    let turned = with_exif(&plain, 6); // a quarter turn clockwise
    assert_eq!(check(&plain), Ok((64, 32)));
    assert_eq!(check(&turned), Ok((32, 64)));
    let photo = open(&turned).unwrap();
    assert_eq!((photo.width, photo.height), (32, 64));
    assert!(is_red(photo.rgb.get_pixel(16, 4)) && !is_red(photo.rgb.get_pixel(16, 60)));
    let written = jpeg(&photo.fit_width(1000), 90).unwrap();
    assert!(turned.windows(4).any(|four| four == b"Exif") && !written.windows(4).any(|four| four == b"Exif"));
    assert_eq!(check(&written), Ok((32, 64)));
}

#[test]
fn too_many_pixels_are_refused_by_the_header() {
    let too_many = PhotoError::TooManyPixels { width: 20_000, height: 10_000 };
    let mut photo = jpeg(&halves(64, 32), 90).unwrap();
    let frame = photo.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    photo[frame + 5..frame + 9].copy_from_slice(&[0x27, 0x10, 0x4e, 0x20]); // height 10,000, width 20,000
    assert_eq!(check(&photo).err(), Some(too_many.clone()));
    assert_eq!(open(&photo).err(), Some(too_many.clone()));

    let mut file = Vec::new();
    let mut writer = png::Encoder::new(&mut file, 20_000, 10_000).write_header().unwrap();
    writer.write_chunk(png::chunk::IDAT, &[0x78, 0x9c]).unwrap();
    drop(writer);
    assert_eq!(open(&file).err(), Some(too_many));
}

#[test]
fn what_is_no_photo_is_told_apart() {
    assert_eq!(check(b"").err(), Some(PhotoError::NotAnImage));
    assert_eq!(check("離乳食".as_bytes()).err(), Some(PhotoError::NotAnImage));
    assert_eq!(check(b"GIF89a\x01\0\x01\0\0\0\0").err(), Some(PhotoError::NotAnImage));
    assert_eq!(check(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").err(), Some(PhotoError::Heic));
    assert_eq!(check(&vec![0; MAX_BYTES as usize + 1]).err(), Some(PhotoError::TooLarge { bytes: MAX_BYTES + 1 }));
    let photo = jpeg(&halves(64, 32), 90).unwrap();
    assert!(matches!(open(&photo[..40]), Err(PhotoError::Broken(_))));
}

#[test]
fn any_cut_of_a_file_is_an_error_or_a_photo_but_no_panic() {
    let photo = jpeg(&halves(40, 40), 80).unwrap();
    for end in 0..photo.len() {
        let _ = open(&photo[..end]);
    }
}

#[test]
fn transparent_parts_become_white() {
    let clear = image::RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 0]));
    let mut file = Cursor::new(Vec::new());
    clear.write_to(&mut file, ImageFormat::Png).unwrap();
    assert_eq!(open(file.get_ref()).unwrap().rgb.get_pixel(2, 2), &Rgb([255; 3]));
}

#[test]
fn the_cut_follows_the_focus_and_stays_inside() {
    let rgb = halves(300, 100);
    let photo = Photo { width: 300, height: 100, rgb };
    for (focus, left_red, right_red) in
        [(0.0, true, true), (0.5, true, false), (1.0, false, false), (f32::NAN, true, false)]
    {
        let cut = photo.cover(50, 50, (focus, 0.5));
        assert_eq!(cut.dimensions(), (50, 50));
        assert_eq!((is_red(cut.get_pixel(2, 25)), is_red(cut.get_pixel(47, 25))), (left_red, right_red), "{focus}");
    }
    assert_eq!(photo.cover(50, 500, (9.0, -9.0)).dimensions(), (50, 500));
    assert_eq!(photo.cover(0, 0, (0.5, 0.5)).dimensions(), (1, 1));
    assert_eq!(photo.fit_width(60).dimensions(), (60, 20));
    assert_eq!(photo.fit_width(900).dimensions(), (300, 100));
}
