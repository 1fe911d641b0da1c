//! A crate around what is generated: what a person would have written by hand, once.
