//! oideyo: one Markdown file per class session becomes every announcement of it.
//!
//! The whole pipeline, in the order the data takes:
//!
//! 1. [`content`] reads what staff wrote: bytes → text → front matter with places → Markdown.
//! 2. [`site`] works out what it means: courses, sessions, bookings, timelines. Pure; `now` is an argument.
//! 3. [`channels`] say what shall exist: pages, cards, slides, each an artifact with an address and a recipe.
//! 4. [`build`] makes the artifacts and keeps them whole in `public/`, with [`draw`] as its picture workshop.
//! 5. [`preview`] shows the same plan live while staff write.
//! 6. [`publish`] sends what was built to where visitors read it; only [`cli`] calls it.
//! 7. [`desk`] makes and changes the files that staff write; only [`cli`] calls it.
//!
//! Beside the way: [`advice`] is the copy desk, which looks at what was written and what it means; [`diagnostics`] is how every room speaks to people, [`theme`] holds templates, styles and fonts,
//! [`cli`] is one file a command.

pub mod advice;
pub mod build;
pub mod channels;
pub mod cli;
pub mod content;
pub mod desk;
pub mod diagnostics;
pub mod draw;
pub mod preview;
pub mod publish;
pub mod site;
pub mod theme;
