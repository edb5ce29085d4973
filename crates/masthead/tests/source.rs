//! What the source itself has to be. Nothing of the product is linked here: it is read as text.

#[path = "source/layers.rs"]
mod layers;
#[path = "source/read.rs"]
mod read;
#[path = "source/signatures.rs"]
mod signatures;
#[path = "source/tables.rs"]
mod tables;
