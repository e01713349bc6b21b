//! Editing in the browser: a form made from the field table, saved through the writing desk.
