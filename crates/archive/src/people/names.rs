//! Which names can be one person's.

use copydesk_layers::EntityLabel;

/// A name in lower case, without full stops.
pub(crate) fn folded(name: &str) -> String {
    name.to_lowercase().replace('.', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What names of one person have in common: the surname and the first letter of the given name. A body's whole name.
pub(crate) fn key(label: EntityLabel, name: &str) -> String {
    let folded = folded(name);
    if label != EntityLabel::Person {
        return folded;
    }
    match (folded.split(' ').next(), folded.rsplit_once(' ')) {
        (Some(given), Some((_, surname))) => {
            let initial: String = given.chars().take(1).collect();
            format!("{surname} {initial}")
        }
        _ => folded,
    }
}

/// Whether two names of one [`key`] can be one person's: the given names are the same, or one is an initial.
pub(crate) fn agree(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(folded);
    let [given, others] = [&one, &other].map(|name| name.split(' ').next().unwrap_or_default());
    let is_initial = |given: &str| given.chars().count() == 1;
    given == others || is_initial(given) || is_initial(others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_middle_names_agree_and_other_given_names_do_not() {
        let key = |name| key(EntityLabel::Person, name);
        assert_eq!(key("Mara N. Okafor"), key("M. Okafor"));
        assert!(agree("Mara N. Okafor", "M. Okafor") && agree("Mara Okafor", "MARA N OKAFOR"));
        assert!(!agree("Mara Okafor", "Maria Okafor"));
        assert_ne!(key("Okafor"), key("Mara Okafor"), "a surname alone is nobody's for sure");
    }
}
