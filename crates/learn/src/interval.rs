//! How sure a mean is.

use crate::random::Random;

/// The 95 per cent interval of the mean of `values`, by the bootstrap (Efron 1979) over a thousand samples; the same on every call.
#[must_use]
pub fn of_mean(values: &[f64]) -> (f64, f64) {
    let count = values.len().max(1);
    let mut random = Random::from_state(0x5eed);
    let mut below = |limit: usize| (random.bits() % limit as u64) as usize;
    let mut means: Vec<f64> = (0..SAMPLES)
        .map(|_| (0..values.len()).map(|_| values[below(values.len())]).sum::<f64>() / count as f64)
        .collect();
    means.sort_by(f64::total_cmp);
    (means[SAMPLES / 40], means[SAMPLES - 1 - SAMPLES / 40])
}

/// The mean.
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Usual for intervals of 95 %: more move their ends by less than is printed (Efron and Tibshirani 1993).
const SAMPLES: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_the_mean_and_narrows_with_the_number() {
        let few: Vec<_> = (0..20).map(|n| f64::from(n % 5)).collect();
        let many: Vec<_> = (0..2000).map(|n| f64::from(n % 5)).collect();
        let (low, high) = of_mean(&few);
        assert!(low < 2.0 && 2.0 < high);
        let (narrow_low, narrow_high) = of_mean(&many);
        assert!(low < narrow_low && narrow_high < high);
        assert_eq!(of_mean(&few), (low, high));
    }
}
