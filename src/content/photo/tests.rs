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

/// A photo as a file.
fn written(rgb: RgbImage) -> Vec<u8> {
    Photo(rgb).jpeg().unwrap()
}

fn is_red(pixel: &Rgb<u8>) -> bool {
    pixel[0] > 150 && pixel[2] < 100
}

#[test]
fn exif_turns_the_photo_upright_and_is_not_written() {
    let plain = written(halves(64, 32));
    let turned = with_exif(&plain, 6); // a quarter turn clockwise
    assert_eq!(check(&plain), Ok((64, 32)));
    assert_eq!(check(&turned), Ok((32, 64)));
    let photo = open(&turned).unwrap();
    assert_eq!(photo.size(), (32, 64));
    assert!(is_red(photo.pixels().get_pixel(16, 4)) && !is_red(photo.pixels().get_pixel(16, 60)));
    let written = photo.fit_width(1000).jpeg().unwrap();
    assert!(turned.windows(4).any(|four| four == b"Exif") && !written.windows(4).any(|four| four == b"Exif"));
    assert_eq!(check(&written), Ok((32, 64)));
}

#[test]
fn too_many_pixels_are_refused_by_the_header() {
    let too_many = PhotoError::TooManyPixels { width: 20_000, height: 10_000 };
    let mut photo = written(halves(64, 32));
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
    let photo = written(halves(64, 32));
    assert!(matches!(open(&photo[..40]), Err(PhotoError::Broken(_))));
}

#[test]
fn one_scan_a_colour_is_refused_since_the_decoder_would_mix_them_up() {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 90);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.set_optimized_huffman_tables(true); // makes this encoder write the colours one behind the other
    encoder.encode(halves(64, 32).as_raw(), 64, 32, ColorType::Rgb).unwrap();
    assert!(matches!(check(&file), Err(PhotoError::Broken(_))));
    let grey = image::GrayImage::from_pixel(64, 32, image::Luma([90]));
    let mut file = Cursor::new(Vec::new());
    grey.write_to(&mut file, ImageFormat::Jpeg).unwrap();
    assert_eq!(open(file.get_ref()).map(|photo| photo.pixels().get_pixel(5, 5).0), Ok([90; 3]));
    let mut progressive = Vec::new();
    let mut encoder = Encoder::new(&mut progressive, 90);
    encoder.set_progressive(true);
    encoder.encode(halves(64, 32).as_raw(), 64, 32, ColorType::Rgb).unwrap();
    assert!(open(&progressive).is_ok_and(|photo| is_red(photo.pixels().get_pixel(4, 4))));
}

#[test]
fn any_cut_of_a_file_is_an_error_or_a_photo_but_no_panic() {
    let photo = written(halves(40, 40));
    for end in 0..photo.len() {
        let _ = open(&photo[..end]);
    }
}

#[test]
fn transparent_parts_become_white() {
    let clear = image::RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 0]));
    let mut file = Cursor::new(Vec::new());
    clear.write_to(&mut file, ImageFormat::Png).unwrap();
    assert_eq!(open(file.get_ref()).unwrap().pixels().get_pixel(2, 2), &Rgb([255; 3]));
}

#[test]
fn a_photo_hides_the_box_and_is_never_enlarged() {
    let photo = Photo(halves(300, 100));
    for ((w, h), size) in [
        ((60, 10), (60, 20)),
        ((60, 50), (150, 50)),
        ((10, 20), (60, 20)),
        ((900, 10), (300, 100)),
        ((10, 900), (300, 100)),
        ((0, 0), (3, 1)),
    ] {
        assert_eq!(photo.size_covering(w, h), size, "{w} × {h}");
        assert_eq!(photo.covering(w, h).size(), size);
    }
    assert_eq!(photo.fit_width(60).size(), (60, 20));
    assert_eq!(photo.fit_width(900).size(), (300, 100));
    assert_eq!(photo.fit_width(0).size(), (1, 1));
}

#[test]
fn sixteen_bits_a_channel_are_read_and_half_a_size_of_colour_is_written() {
    let deep = image::ImageBuffer::from_pixel(8, 8, Rgb([0xffff_u16, 0x8000, 0]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb16(deep).write_to(&mut file, ImageFormat::Png).unwrap();
    assert_eq!(open(file.get_ref()).unwrap().pixels().get_pixel(4, 4), &Rgb([255, 128, 0]));
    let jpeg = written(halves(64, 32));
    let frame = jpeg.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    assert_eq!((jpeg[frame + 11], jpeg[frame + 14]), (0x22, 0x11), "4:2:0");
}

#[test]
fn printers_colours_are_read() {
    // Cyan, magenta, yellow, black: a JPEG for printing, inverted as Adobe writes it.
    for (inks, seen) in [([0, 255, 255, 255], [0, 255, 255]), ([255, 255, 255, 0], [0, 0, 0])] {
        for adobe in [ColorType::Cmyk, ColorType::CmykAsYcck] {
            let mut file = Vec::new();
            let inks: Vec<u8> = inks.map(|ink: u8| 255 - ink).repeat(16 * 16);
            Encoder::new(&mut file, 95).encode(&inks, 16, 16, adobe).unwrap();
            let photo = open(&file).map(|photo| photo.pixels().get_pixel(8, 8).0);
            let near = |photo: [u8; 3]| photo.iter().zip(seen).all(|(a, b)| a.abs_diff(b) < 12);
            assert!(photo.clone().is_ok_and(near), "{adobe:?} {photo:?}");
        }
    }
}
