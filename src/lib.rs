//! oideyo: one Markdown file per class session becomes every announcement of it.

pub mod channels;
pub mod draw;
pub mod theme;
