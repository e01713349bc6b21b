//! The PNG files are decoded again and compared with the pixels that went in.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Cursor;

use super::*;
use proptest::prelude::*;

/// Decodes to RGB, and says whether the file is indexed.
fn decode(file: &[u8]) -> (Vec<[u8; 3]>, bool) {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let indexed = reader.info().color_type == ColorType::Indexed;
    let mut rgb = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut rgb).unwrap();
    (rgb.as_chunks::<3>().0.to_vec(), indexed)
}

/// The largest change of a channel.
fn change(rgba: &[u8], decoded: &[[u8; 3]]) -> u8 {
    let pixels = rgba.as_chunks::<4>().0;
    assert_eq!(pixels.len(), decoded.len());
    let changes = pixels.iter().zip(decoded).flat_map(|(a, b)| [0, 1, 2].map(|at| a[at].abs_diff(b[at])));
    changes.max().unwrap()
}

fn picture(width: u32, height: u32, color: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    let at = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    at.flat_map(|(x, y)| color(x, y).into_iter().chain([255])).collect()
}

#[test]
fn few_colours_are_exact_and_indexed() {
    let rgba = picture(64, 40, |x, y| [(x * 4) as u8, (y / 10) as u8, 7]);
    let (decoded, indexed) = decode(&encode(&rgba, 64, 40).unwrap());
    assert!(indexed);
    assert_eq!(change(&rgba, &decoded), 0);
}

#[test]
fn edges_stay_within_the_bound_and_areas_stay_exact() {
    // Two areas, black, white, and 1,536 steps between colours on single pixels.
    let cream = [255, 249, 238];
    let rgba = picture(400, 300, |x, y| match (x, y) {
        (_, 0..50) => [11, 107, 88],
        (_, 50..100) => [253, 247, 236], // two steps from the cream: a panel that must not vanish
        (_, 100..120) => [0; 3],
        (_, 120..140) => [255; 3],
        (0..256, 200..206) => [x as u8, (x / 2 + (y - 200) * 20) as u8, 90],
        (0, 210) => [1, 1, 1],
        _ => cream,
    });
    let (decoded, indexed) = decode(&encode(&rgba, 400, 300).unwrap());
    assert!(indexed);
    let worst = change(&rgba, &decoded);
    assert!(worst > 0 && worst <= MAX_DIFFERENCE, "{worst}");
    for (at, exact) in [(0, [11, 107, 88]), (60 * 400, [253, 247, 236]), (110 * 400, [0; 3]), (130 * 400, [255; 3])] {
        assert_eq!(decoded[at], exact);
    }
    assert_eq!(decoded[299 * 400], cream);
}

#[test]
fn photos_are_written_in_full_colour() {
    let rgba = picture(200, 200, |x, y| [x as u8, y as u8, (x * y) as u8]);
    let (decoded, indexed) = decode(&encode(&rgba, 200, 200).unwrap());
    assert!(!indexed);
    assert_eq!(change(&rgba, &decoded), 0);
}

#[test]
fn same_pixels_same_bytes() {
    let rgba = picture(300, 100, |x, y| [x as u8, y as u8, 9]);
    assert_eq!(encode(&rgba, 300, 100).unwrap(), encode(&rgba, 300, 100).unwrap());
}

#[test]
fn a_wrong_size_is_an_error() {
    assert!(matches!(encode(&[], 0, 0), Err(PngError::WrongSize { .. })));
    assert!(matches!(encode(&[0; 16], 2, 3), Err(PngError::WrongSize { bytes: 16, .. })));
    assert!(matches!(encode(&[0; 16], u32::MAX, u32::MAX), Err(PngError::WrongSize { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_picture_keeps_the_bound(colors in prop::collection::vec(any::<[u8; 3]>(), 1..600), step in 1u32..7) {
        let rgba = picture(60, 50, |x, y| colors[((x * step + y * 61) as usize) % colors.len()]);
        let (decoded, indexed) = decode(&encode(&rgba, 60, 50).unwrap());
        let bound = if indexed { MAX_DIFFERENCE } else { 0 };
        prop_assert!(change(&rgba, &decoded) <= bound);
        for (pixel, got) in rgba.as_chunks::<4>().0.iter().zip(&decoded) {
            if [[0; 3], [255; 3]].contains(&[pixel[0], pixel[1], pixel[2]]) {
                prop_assert_eq!(&pixel[..3], &got[..]);
            }
        }
    }
}
