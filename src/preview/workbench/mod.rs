//! The workbench: what staff see around the site while they write it. Its pages and scripts lie in `page/`; this room gives
//! them what they show, as JSON.
