//! Sorting more numbers than memory should hold.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use rayon::slice::ParallelSliceMut as _;

/// Numbers that are held in memory, of 16 bytes each: 128 MB.
const HELD: usize = 8 << 20;

/// Bytes that are read at a time from each sorted piece.
const BUFFER: usize = 1 << 18;

/// Takes numbers and gives them back in order. Sorted pieces wait in temporary files without a name.
pub(crate) struct Sorter {
    held: Vec<u128>,
    most: usize,
    pieces: Vec<File>,
}

impl Sorter {
    pub(crate) fn new() -> Self {
        Self::holding(HELD)
    }

    fn holding(most: usize) -> Self {
        Self { held: Vec::new(), most, pieces: Vec::new() }
    }

    pub(crate) fn push(&mut self, number: u128) -> io::Result<()> {
        self.held.push(number);
        if self.held.len() < self.most { Ok(()) } else { self.put_aside() }
    }

    fn put_aside(&mut self) -> io::Result<()> {
        self.held.par_sort_unstable();
        let mut piece = BufWriter::with_capacity(BUFFER, tempfile::tempfile()?);
        for number in self.held.drain(..) {
            piece.write_all(&number.to_le_bytes())?;
        }
        let mut piece = piece.into_inner().map_err(io::IntoInnerError::into_error)?;
        piece.seek(SeekFrom::Start(0))?;
        self.pieces.push(piece);
        Ok(())
    }

    /// All numbers in order.
    pub(crate) fn sorted(mut self) -> io::Result<Sorted> {
        if self.pieces.is_empty() {
            self.held.par_sort_unstable();
            return Ok(Sorted { held: self.held.into_iter(), pieces: Vec::new(), next: BinaryHeap::new() });
        }
        self.put_aside()?;
        drop(self.held);
        let mut pieces: Vec<_> = self.pieces.into_iter().map(|piece| BufReader::with_capacity(BUFFER, piece)).collect();
        let mut next = BinaryHeap::new();
        for (at, piece) in pieces.iter_mut().enumerate() {
            next.extend(read(piece)?.map(|number| Reverse((number, at))));
        }
        Ok(Sorted { held: Vec::new().into_iter(), pieces, next })
    }
}

/// Numbers in order.
pub(crate) struct Sorted {
    held: std::vec::IntoIter<u128>,
    pieces: Vec<BufReader<File>>,
    next: BinaryHeap<Reverse<(u128, usize)>>,
}

impl Iterator for Sorted {
    type Item = io::Result<u128>;

    fn next(&mut self) -> Option<io::Result<u128>> {
        if let Some(number) = self.held.next() {
            return Some(Ok(number));
        }
        let mut least = self.next.peek_mut()?;
        let Reverse((number, at)) = *least;
        match read(&mut self.pieces[at]) {
            Ok(Some(following)) => *least = Reverse((following, at)),
            Ok(None) => {
                std::collections::binary_heap::PeekMut::pop(least);
            }
            Err(e) => return Some(Err(e)),
        }
        Some(Ok(number))
    }
}

fn read(piece: &mut impl Read) -> io::Result<Option<u128>> {
    let mut bytes = [0; 16];
    match piece.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(u128::from_le_bytes(bytes))),
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(e) => Err(e),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_in_order_from_memory_and_from_disk() {
        let numbers: Vec<u128> = (0..1000).map(|n: u128| n.wrapping_mul(0x9e37_79b9_7f4a_7c15_9e37) % 777).collect();
        let mut expected = numbers.clone();
        expected.sort_unstable();
        for most in [10_000, 1000, 999, 64, 1] {
            let mut sorter = Sorter::holding(most);
            numbers.iter().for_each(|number| sorter.push(*number).expect("room"));
            let sorted: Vec<_> = sorter.sorted().expect("room").map(|number| number.expect("readable")).collect();
            assert_eq!(sorted, expected, "{most} in memory");
        }
    }
}
