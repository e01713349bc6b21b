//! Shrinking photos: first whole blocks of pixels are averaged, then a Catmull-Rom filter does the rest in whole numbers.
//! The general filter of `image` took two to four times as long for a phone's photo, and each is needed in some sizes.

use std::borrow::Cow;
use std::ops::Range;

use image::RgbImage;

/// Weights are whole numbers with this many bits behind the point.
const BITS: u32 = 14;

/// How many times larger than wanted a photo stays after the averaging, at least, in halves: one and a half times.
const FINE_HALVES: u32 = 3;

/// The picture, which must not be empty, in the size `w` × `h`.
pub(super) fn resize(picture: &RgbImage, w: u32, h: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let block = (width * 2 / (w * FINE_HALVES)).min(height * 2 / (h * FINE_HALVES)).max(1);
    let averaged = average(picture, block as usize);
    let (width, height) = ((width / block) as usize, (height / block) as usize);
    let rows = shrink_height(&averaged, width * 3, &taps(height, h as usize));
    let pixels = shrink_width(&rows, width, &taps(width, w as usize));
    RgbImage::from_raw(w, h, pixels).unwrap_or_default()
}

/// The picture with `block` × `block` pixels averaged into one, as rows of bytes.
fn average(picture: &RgbImage, block: usize) -> Cow<'_, [u8]> {
    if block == 1 {
        return Cow::Borrowed(picture.as_raw());
    }
    let width = picture.width() as usize / block;
    let rows = picture.as_raw().chunks_exact(picture.width() as usize * 3);
    let inside: Vec<&[u8]> = rows.map(|row| &row[..width * block * 3]).collect();
    let area = (block * block) as u32;
    let mut sums = vec![0u32; width * 3];
    let mut out = Vec::with_capacity(width * 3 * (inside.len() / block));
    for rows in inside.chunks_exact(block) {
        sums.fill(0);
        for row in rows {
            for (sum, pixels) in sums.as_chunks_mut::<3>().0.iter_mut().zip(row.chunks_exact(block * 3)) {
                for pixel in pixels.as_chunks::<3>().0 {
                    sum[0] += u32::from(pixel[0]);
                    sum[1] += u32::from(pixel[1]);
                    sum[2] += u32::from(pixel[2]);
                }
            }
        }
        out.extend(sums.iter().map(|sum| ((sum + area / 2) / area) as u8));
    }
    Cow::Owned(out)
}

/// The pixels that make one pixel of the result, and their weights, which sum up to 1.
struct Tap {
    from: Range<usize>,
    weights: Vec<i32>,
}

/// The taps of every pixel when `length` pixels become `wanted`.
fn taps(length: usize, wanted: usize) -> Vec<Tap> {
    let scale = length as f64 / wanted as f64;
    let reach = scale.max(1.0);
    let tap = |index: usize| {
        let center = (index as f64 + 0.5) * scale;
        let first = (center - 2.0 * reach).ceil().max(0.0) as usize;
        let last = ((center + 2.0 * reach).floor() as usize).clamp(first + 1, length);
        let from = first.min(length - 1)..last;
        let raw: Vec<f64> = from.clone().map(|at| catmull_rom((at as f64 + 0.5 - center) / reach)).collect();
        let sum: f64 = raw.iter().sum();
        let one = f64::from(1 << BITS);
        Tap { from, weights: raw.iter().map(|weight| (weight / sum * one).round() as i32).collect() }
    };
    (0..wanted).map(tap).collect()
}

/// The Catmull-Rom curve, which reaches two pixels to each side.
fn catmull_rom(distance: f64) -> f64 {
    let x = distance.abs();
    if x < 1.0 {
        1.5 * x * x * x - 2.5 * x * x + 1.0
    } else if x < 2.0 {
        -0.5 * x * x * x + 2.5 * x * x - 4.0 * x + 2.0
    } else {
        0.0
    }
}

/// A sum of weighted bytes as a byte.
fn to_byte(sum: i32) -> u8 {
    ((sum + (1 << (BITS - 1))) >> BITS).clamp(0, 255) as u8
}

/// One row for each tap, out of rows of `stride` bytes.
fn shrink_height(bytes: &[u8], stride: usize, taps: &[Tap]) -> Vec<u8> {
    let mut out = Vec::with_capacity(taps.len() * stride);
    let mut sums = vec![0i32; stride];
    for tap in taps {
        sums.fill(0);
        let rows = bytes[tap.from.start * stride..].chunks_exact(stride);
        for (row, &weight) in rows.zip(&tap.weights) {
            for (sum, &byte) in sums.iter_mut().zip(row) {
                *sum += weight * i32::from(byte);
            }
        }
        out.extend(sums.iter().map(|&sum| to_byte(sum)));
    }
    out
}

/// One pixel for each tap, out of every row of `width` pixels.
fn shrink_width(bytes: &[u8], width: usize, taps: &[Tap]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / width * taps.len());
    for row in bytes.chunks_exact(width * 3) {
        let pixels = row.as_chunks::<3>().0;
        for tap in taps {
            let mut sums = [0i32; 3];
            for (pixel, &weight) in pixels[tap.from.clone()].iter().zip(&tap.weights) {
                sums[0] += weight * i32::from(pixel[0]);
                sums[1] += weight * i32::from(pixel[1]);
                sums[2] += weight * i32::from(pixel[2]);
            }
            out.extend(sums.map(to_byte));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use image::imageops::{self, FilterType};
    use image::{Rgb, RgbImage};

    use super::*;

    /// Waves, and edges harder than any photo has.
    fn picture(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            let wave = ((f64::from(x) / 9.0).sin() * 60.0 + (f64::from(y) / 13.0).cos() * 60.0 + 128.0) as u8;
            let edge = if (x / 40 + y / 30) % 2 == 0 { 230 } else { 30 };
            Rgb([wave, edge, (x * 255 / width) as u8])
        })
    }

    #[test]
    fn it_agrees_with_the_general_filter() {
        let picture = picture(700, 500);
        for (w, h) in [(350, 250), (233, 166), (90, 70), (700, 500), (900, 600), (500, 40)] {
            let ours = resize(&picture, w, h);
            let theirs = imageops::resize(&picture, w, h, FilterType::CatmullRom);
            let pairs = ours.as_raw().iter().zip(theirs.as_raw());
            let sum: u64 = pairs.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
            let mean = sum as f64 / ours.as_raw().len() as f64;
            assert_eq!(ours.dimensions(), (w, h));
            assert!(mean < 5.0, "{w} × {h}: {mean}");
        }
    }

    #[test]
    fn any_size_works() {
        for (width, height) in [(37, 23), (1, 1), (20, 9)] {
            let picture = picture(width, height);
            for (w, h) in [(1, 1), (1, 50), (80, 1), (5, 7), (37, 23), (200, 200)] {
                assert_eq!(resize(&picture, w, h).dimensions(), (w, h));
            }
        }
    }

    #[test]
    fn one_colour_stays_that_colour() {
        let plain = RgbImage::from_pixel(900, 700, Rgb([13, 200, 255]));
        let small = resize(&plain, 123, 77);
        assert!(small.pixels().all(|pixel| *pixel == Rgb([13, 200, 255])));
    }
}
