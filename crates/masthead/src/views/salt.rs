/// The key of a day's hash. It is never written anywhere.
pub type Salt = [u8; 16];

/// Where salts come from: the machine, or what a test gives.
pub type Salts = fn() -> Salt;

/// A salt from the operating system's source of randomness.
///
/// # Panics
/// Where the system has none: nothing that has to be secret could be made.
#[must_use]
pub fn from_machine() -> Salt {
    let mut salt = Salt::default();
    getrandom::fill(&mut salt).expect("the operating system gives random bytes");
    salt
}
