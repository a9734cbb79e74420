//! Weights as small integers: a model of bytes is a quarter of the size, and its sums are exact on every machine.

/// A weight in steps of `1 / unit`, rounded, held between -127 and 127 so that a weight and its negative are equally far.
#[must_use]
pub fn to_byte(weight: f32, unit: f32) -> i8 {
    (weight * unit).round().clamp(-127.0, 127.0) as i8
}

/// A weight in steps of `1 / unit`, rounded, held between `-most` and `most`.
#[must_use]
pub fn to_short(weight: f32, unit: f32, most: i16) -> i16 {
    (weight * unit).round().clamp(f32::from(-most), f32::from(most)) as i16
}

/// The weights in bytes of which the largest weight takes 127 steps, and what one step is worth.
#[must_use]
pub fn to_scaled_bytes(weights: &[f32]) -> (f32, Vec<i8>) {
    let most = weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
    let step = (most / 127.0).max(1e-6);
    (step, weights.iter().map(|weight| (weight / step).round() as i8).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_round_and_are_held() {
        assert_eq!([0.26, -0.26, 9.0, -9.0].map(|weight| to_byte(weight, 32.0)), [8, -8, 127, -127]);
        assert_eq!([0.5, 1e6, -1e6].map(|weight| to_short(weight, 32.0, 3000)), [16, 3000, -3000]);
        let (step, bytes) = to_scaled_bytes(&[0.0, -2.54, 1.27]);
        assert!((step - 0.02).abs() < 1e-6);
        assert_eq!(bytes, [0, -127, 64]);
    }
}
