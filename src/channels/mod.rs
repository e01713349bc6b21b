//! Says what shall exist: one file a channel.

pub mod page_view;
pub mod picture_view;
