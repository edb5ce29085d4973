//! The site's own data: name, address, language, time zone, notice, footer.

pub mod address;
pub mod events;
pub mod store;

/// The time zone of a site that names none.
pub const ZONE: &str = "Asia/Shanghai";
