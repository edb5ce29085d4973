//! All SQL of the tables `credit_rules`, `credit_trust`, `credit_entry` and `credit_appeal`.

pub mod appeal;
pub mod creator;
pub mod entry;
pub mod past;
pub mod table;
