//! The typed document: converters in, renderers out.
