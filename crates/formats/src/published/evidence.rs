//! What the dates of a file say about their order.

use super::numbers::three;
use super::{DateOrder, day};

/// Dates of a file that can be read in one way only, and the orders that they are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    day_first: bool,
    month_first: bool,
}

impl Evidence {
    /// Takes in a date, if it is one of numbers.
    pub fn add(&mut self, text: &str) {
        let Some(([first, second, third], _)) = three(text.trim()) else { return };
        let small = |text: &str| text.parse::<i8>().ok();
        let (Some(first), Some(second), Ok(year)) = (small(first), small(second), third.parse()) else { return };
        let (day_first, month_first) = (day(year, second, first).is_some(), day(year, first, second).is_some());
        self.day_first |= day_first && !month_first;
        self.month_first |= month_first && !day_first;
    }

    /// The order to read the file with: as asked for, else as all the dates say, else open.
    #[must_use]
    pub const fn order(self, asked: DateOrder) -> DateOrder {
        match (asked, self.day_first, self.month_first) {
            (DateOrder::Auto, true, false) => DateOrder::DayFirst,
            (DateOrder::Auto, false, true) => DateOrder::MonthFirst,
            (asked, ..) => asked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_agree_tell_the_order_of_the_others() {
        let order = |dates: &[&str], asked| {
            let mut evidence = Evidence::default();
            dates.iter().for_each(|date| evidence.add(date));
            evidence.order(asked)
        };
        assert_eq!(order(&["03/02/2024", "14/02/2024"], DateOrder::Auto), DateOrder::DayFirst);
        assert_eq!(order(&["2/14/2024 09:30"], DateOrder::Auto), DateOrder::MonthFirst);
        assert_eq!(order(&["14/02/2024", "02/14/2024"], DateOrder::Auto), DateOrder::Auto);
        assert_eq!(order(&["03/02/2024", "2024-02-14", "14 May", ""], DateOrder::Auto), DateOrder::Auto);
        assert_eq!(order(&["14/02/2024"], DateOrder::MonthFirst), DateOrder::MonthFirst);
    }
}
