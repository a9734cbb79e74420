//! How sure a mean is.

/// The 95 per cent interval of the mean of `values`, by the bootstrap over a thousand samples; the same on every call.
pub(crate) fn of_mean(values: &[f64]) -> (f64, f64) {
    let count = values.len().max(1);
    let mut random = Random(0x5eed);
    let mut means: Vec<f64> = (0..SAMPLES)
        .map(|_| (0..values.len()).map(|_| values[random.below(values.len())]).sum::<f64>() / count as f64)
        .collect();
    means.sort_by(f64::total_cmp);
    (means[SAMPLES / 40], means[SAMPLES - 1 - SAMPLES / 40])
}

/// The mean.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

const SAMPLES: usize = 1000;

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % limit as u64) as usize
    }
}

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
