//! The site's own data: name, address, language, time zone, notice, footer.

pub mod events;
pub mod store;
