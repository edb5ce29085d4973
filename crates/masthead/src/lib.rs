//! A self-hosted news portal with a creator platform.
