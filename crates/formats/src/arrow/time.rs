//! Days and ticks since 1970 as ISO 8601.

/// The date of a day, in the proleptic Gregorian calendar.
pub(super) fn date(days: i64) -> String {
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The time of so many ticks, of which a second has `per_second`; with a Z where it is in UTC.
pub(super) fn timestamp(ticks: i64, per_second: i64, utc: bool) -> String {
    let (seconds, fraction) = (ticks.div_euclid(per_second), ticks.rem_euclid(per_second));
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    let fraction = if fraction == 0 { String::new() } else { decimals(fraction, per_second) };
    format!("{}T{clock}{fraction}{}", date(days), if utc { "Z" } else { "" })
}

fn decimals(fraction: i64, per_second: i64) -> String {
    let width = per_second.ilog10() as usize;
    let digits = format!("{fraction:0width$}");
    format!(".{}", digits.trim_end_matches('0'))
}

/// Counts days from 1 March of the year 0, in eras of 400 years, so that leap days come last.
fn civil(days: i64) -> (i64, i64, i64) {
    const ERA: i64 = 146_097;
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_ticks() {
        let table = [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (19_782, "2024-02-29"),
            (19_783, "2024-03-01"),
            (11_016, "2000-02-29"),
        ];
        for (days, expected) in table {
            assert_eq!(date(days), expected);
        }
        assert_eq!(timestamp(1_715_767_200, 1, true), "2024-05-15T10:00:00Z");
        assert_eq!(timestamp(1_715_767_200_250, 1000, false), "2024-05-15T10:00:00.25");
        assert_eq!(timestamp(-1, 1_000_000, false), "1969-12-31T23:59:59.999999");
    }
}
