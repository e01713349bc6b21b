//! The writing desk: makes and changes the files that staff write, so that nobody has to remember how they are written.
//!
//! [`shelf`] knows what lies in `content/` even where other files are broken, [`which`] finds the session somebody means,
//! [`set`] and [`pen`] change just the lines that must change, [`form`] shows a file's fields and [`fill`] fills them in, [`draft`]
//! and [`like`] write new files, [`save`] puts a file down safely, [`earlier`] keeps what stood there before, [`rename`] finds names that
//! every server can bear. The clock is read by the caller.

pub mod day;
pub mod draft;
pub mod earlier;
pub mod every;
pub mod fill;
pub mod form;
pub mod like;
pub mod pen;
pub mod plain;
pub mod rename;
pub mod romaji;
pub mod save;
pub mod set;
pub mod shelf;
pub mod slot;
pub mod terms;
#[cfg(test)]
mod tests;
pub mod which;
pub mod wish;
