//! Pages pressed once and served many times.
