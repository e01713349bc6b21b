//! Stand-in until the channels are merged.
pub mod picture_view;
