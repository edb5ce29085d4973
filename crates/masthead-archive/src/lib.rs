//! The Masthead archive: rows, folder and zip, schema.
