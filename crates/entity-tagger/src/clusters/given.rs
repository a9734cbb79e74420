//! Word vectors that were learned elsewhere, and clusters of clusters.

use std::error::Error;
use std::io::BufRead;

use super::corpus::open;
use super::kmeans::{self, unit};
use super::vectors::{DIMENSIONS, Vector};

/// The first words of a file in the text format of GloVe and word2vec, a word and its numbers a line, and their vectors at length one.
///
/// # Errors
/// If the file cannot be read, or a line holds no vector of at most [`DIMENSIONS`] numbers.
pub(super) fn read(path: &str, most: usize) -> Result<(Vec<String>, Vec<Vector>), Box<dyn Error>> {
    let (mut words, mut vectors) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(open(path)?.lines()).take(most) {
        let line = line.map_err(|e| format!("{path}: {e}"))?;
        let vector = line.split_once(' ').and_then(|(word, numbers)| Some((word, vector(numbers)?)));
        let (word, vector) =
            vector.ok_or_else(|| format!("{path}:{number}: no word with at most {DIMENSIONS} numbers"))?;
        words.push(word.to_owned());
        vectors.push(unit(&vector));
    }
    Ok((words, vectors))
}

/// Numbers that are missing at the end are 0, which changes no distance.
fn vector(numbers: &str) -> Option<Vector> {
    let mut vector = [0.0; DIMENSIONS];
    for (at, number) in numbers.split_ascii_whitespace().enumerate() {
        *vector.get_mut(at)? = number.parse().ok()?;
    }
    Some(vector)
}

/// The clusters of each word, from coarse to fine: the finest are clusters of words, the others of the finest ones' centers, each
/// weighed by its words.
pub(super) fn nested(vectors: &[Vector], granularities: &[usize], rounds: usize, seed: u64) -> Vec<Vec<u16>> {
    let Some((finest, coarse)) = granularities.split_last() else { return Vec::new() };
    let alike = vec![1.0; vectors.len()];
    let (words, centers) = kmeans::weighed(vectors, &alike, (*finest).min(vectors.len()), rounds, seed);
    let mut weights = vec![0.0; centers.len()];
    words.iter().for_each(|cluster| weights[usize::from(*cluster)] += 1.0);
    let mut columns: Vec<Vec<u16>> = Vec::new();
    for k in coarse {
        let (clusters, _) = kmeans::weighed(&centers, &weights, (*k).min(centers.len()), rounds, seed);
        columns.push(words.iter().map(|cluster| clusters[usize::from(*cluster)]).collect());
    }
    columns.push(words);
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_direction_are_one_cluster_at_every_granularity() {
        let path = std::env::temp_dir().join(format!("copydesk-vectors-{}.txt", std::process::id()));
        std::fs::write(&path, "rain 2 0 0\nhail 1 0.01 0\nboat 0 3 0\nferry 0 1 0.01\nleft 0 0 1\n").unwrap();
        let (words, vectors) = read(path.to_str().unwrap(), 4).unwrap();
        assert_eq!(words, ["rain", "hail", "boat", "ferry"]);
        let columns = nested(&vectors, &[1, 2], 10, 3);
        assert_eq!(columns[0], [0; 4]);
        let fine = &columns[1];
        assert!(fine[0] == fine[1] && fine[2] == fine[3] && fine[0] != fine[2], "{fine:?}");
        assert_eq!(columns, nested(&vectors, &[1, 2], 10, 3));
        std::fs::write(&path, "rain two\n").unwrap();
        assert!(read(path.to_str().unwrap(), 4).unwrap_err().to_string().contains(":1: no word"));
        std::fs::remove_file(path).unwrap();
    }
}
