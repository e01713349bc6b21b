//! Behaviour from outside: a folder of content in, files and words out. One binary, one module a behaviour.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod advice;
mod bad_input;
mod cache;
mod calendar;
mod codes;
mod crash;
mod desk;
mod docs;
mod editor;
mod feeds;
mod fonts;
mod golden;
mod mistakes;
mod output;
mod pages;
mod photos;
mod preview;
mod publish;
mod rough_codes;
mod sample;
mod second_theme;
mod signage;
mod slips;
mod sticks;
mod structured;
mod themes;
mod world;
