/// The characters of a code, in the order of their values.
const VALUES: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Whether this is a unified social credit code: 18 characters, the last a
/// check on the others (GB 32100-2015, modulus 31, weights 3^i).
#[must_use]
pub(super) fn is_credit_code(code: &str) -> bool {
    let values: Option<Vec<usize>> = code.chars().map(|c| VALUES.find(c)).collect();
    let Some(values) = values.filter(|values| values.len() == 18) else {
        return false;
    };
    let weigh =
        |(sum, weight): (usize, usize), value: &usize| (sum + value * weight, weight * 3 % 31);
    let (sum, _) = values[..17].iter().fold((0, 1), weigh);
    (sum + values[17]) % 31 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_checked_by_its_last_character() {
        // The example that the standard itself works out.
        assert!(is_credit_code("91350100M000100Y43"));
        for bad in [
            "91350100M000100Y44",
            "91350100M000100Y4",
            "91350100I000100Y43",
            "",
        ] {
            assert!(!is_credit_code(bad), "{bad}");
        }
    }
}
