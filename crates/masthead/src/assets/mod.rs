//! Files of ours that pages name (style sheets, scripts, the mark), and whether the portal can serve.

mod routes;

pub use routes::routes;
