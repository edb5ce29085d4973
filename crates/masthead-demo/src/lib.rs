//! Demo content and generated archives of any size.
