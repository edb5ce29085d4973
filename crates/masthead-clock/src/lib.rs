//! Time and ids: the one seam through which both come in.
