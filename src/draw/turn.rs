//! Pictures turned a quarter to the left, for a panel that stands on its side and turns nothing itself.

use super::read_back::Rect;

/// Bytes of a pixel.
const RGBA: usize = 4;

/// A picture `width` pixels wide turned a quarter to the left: its upper edge lies at the left, from bottom to top.
pub fn left(rgba: &[u8], width: u32) -> Vec<u8> {
    let width = width as usize;
    let height = rgba.len().checked_div(width * RGBA).unwrap_or_default();
    let mut turned = vec![0; rgba.len()];
    if width == 0 || height == 0 {
        return turned;
    }
    // The column `x` becomes the row that is as far from the lower edge.
    for (x, row) in turned.chunks_exact_mut(height * RGBA).rev().enumerate() {
        let column = rgba[x * RGBA..].chunks(width * RGBA);
        for (pixel, from) in row.chunks_exact_mut(RGBA).zip(column) {
            pixel.copy_from_slice(&from[..RGBA]);
        }
    }
    turned
}

/// Where a part of that picture lies when it is turned.
pub fn rect_left(rect: Rect, width: u32) -> Rect {
    Rect { x: rect.y, y: width.saturating_sub(rect.x + rect.w), w: rect.h, h: rect.w }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_upper_edge_comes_to_the_left() {
        let picture = |values: &[u8]| values.iter().flat_map(|value| [*value; RGBA]).collect::<Vec<_>>();
        let upright = picture(&[1, 2, 3, 4, 5, 6]);
        assert_eq!(left(&upright, 3), picture(&[3, 6, 2, 5, 1, 4]));
        assert!(left(&[], 3).is_empty() && left(&[], 0).is_empty());
    }

    #[test]
    fn a_part_is_found_again() {
        let (width, height) = (7_u32, 5_u32);
        let upright: Vec<u8> = (0..(width * height) as u8).flat_map(|value| [value; RGBA]).collect();
        let turned = left(&upright, width);
        let rect = Rect { x: 4, y: 1, w: 2, h: 3 };
        let there = rect_left(rect, width);
        let at = |rgba: &[u8], width: u32, x: u32, y: u32| rgba[(y * width + x) as usize * RGBA];
        for (x, y) in (0..rect.w).flat_map(|x| (0..rect.h).map(move |y| (x, y))) {
            let wanted = at(&upright, width, rect.x + x, rect.y + y);
            assert_eq!(at(&turned, height, there.x + y, there.y + rect.w - 1 - x), wanted);
        }
    }
}
