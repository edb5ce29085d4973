//! Pictures: read with limits, cleaned, kept and scaled.
