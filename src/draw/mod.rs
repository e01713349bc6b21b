//! The picture workshop: what turns words, photos and booking links into finished pictures. Only `build` calls it.

pub mod canvas;
pub mod glyphs;
pub mod jpeg;
pub mod lines;
pub mod phrases;
pub mod png;
pub mod qr;
pub mod reach;
pub mod read_back;
pub mod turn;
pub mod workshop;
