//! From how far a phone reads a code.
//!
//! What counts is the size of a module, not of the symbol: a phone must tell light from dark module by module. The rule
//! that slides are made by, a symbol of 405 px (200 mm on a 43-inch panel) is scannable at 2 m, holds for the middle of the
//! sizes that we print, 41 modules: 405 / 41 is a module of 10 px, or 4.96 mm, so a phone reads from [`REACH_MODULES`]
//! modules away. For 41 modules that is the usual rule of thumb of ten symbol widths; larger symbols reach less than that,
//! smaller ones farther.

/// Distance from which a module can be told from its neighbours, in modules.
pub const REACH_MODULES: f32 = 400.0;

/// Millimetres of a pixel on a full-HD panel of 43 inches: 43 × 25.4 × 16 / √(16² + 9²) mm are 1920 px.
const SLIDE_PX_MM: f32 = 0.4958;

/// Width at which cards are thought to be seen, on a screen or in print: a postcard's, in millimetres.
const CARD_WIDTH_MM: f32 = 100.0;

/// A pixel's size in millimetres on a full-HD panel of 43 inches.
pub fn slide_px_mm() -> f32 {
    SLIDE_PX_MM
}

/// A pixel's size in millimetres on a card `width_px` wide that is shown as wide as a postcard.
pub fn card_px_mm(width_px: u32) -> f32 {
    CARD_WIDTH_MM / width_px.max(1) as f32
}

/// Millimetres from which a code is read whose modules are `module_px` pixels of `px_mm` millimetres.
pub fn reach_mm(module_px: u32, px_mm: f32) -> u32 {
    (module_px as f32 * px_mm * REACH_MODULES).round() as u32
}

/// A distance in metres as one says it: 「2.0」.
pub fn metres(mm: u32) -> String {
    format!("{:.1}", f64::from(mm) / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_for_slides_comes_out() {
        let module_px = 405_u32.div_ceil(41);
        assert_eq!(metres(reach_mm(module_px, slide_px_mm())), "2.0");
        let diagonal = (16.0_f32.powi(2) + 9.0_f32.powi(2)).sqrt();
        assert!((slide_px_mm() - 43.0 * 25.4 * 16.0 / diagonal / 1920.0).abs() < 0.0002);
        assert!((405.0 * slide_px_mm() - 200.0).abs() < 1.0);
        let ten_widths = 10.0 * 41.0 * module_px as f32 * slide_px_mm();
        assert!((reach_mm(module_px, slide_px_mm()) as f32 / ten_widths - 1.0).abs() < 0.03);
    }

    #[test]
    fn distances_are_said_in_round_numbers() {
        assert_eq!([0, 949, 1983, 2578].map(metres), ["0.0", "0.9", "2.0", "2.6"]);
        assert_eq!(reach_mm(8, card_px_mm(1200)), 267);
        assert_eq!(reach_mm(8, card_px_mm(0)), 320_000);
    }
}
