//! What stages read and write, as types.

use crate::article::Layers;
use crate::layer::{Layer, LayerInfo, Rows};

/// In a stage's `Reads`: a layer that the stage uses if an earlier stage wrote it. It arrives as an `Option`.
pub struct Maybe<L>(std::marker::PhantomData<L>);

/// A layer that a stage reads.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Read {
    /// Which one.
    pub layer: LayerInfo,
    /// Whether the stage can do without.
    pub optional: bool,
}

impl Read {
    /// A layer that is read, or read if it is there.
    #[must_use]
    pub const fn new(layer: LayerInfo, optional: bool) -> Self {
        Self { layer, optional }
    }
}

/// One member of a stage's `Reads`: a layer, or `Maybe` of one.
pub trait ReadOne {
    /// What the stage is handed: `&[L]` or `Option<&[L]>`.
    type Ref<'a>;

    /// Which layer it is.
    fn read() -> Read;

    /// The rows in `layers`.
    ///
    /// # Errors
    /// The name of a layer that is not there and is not optional.
    fn of(layers: &Layers) -> Result<Self::Ref<'_>, &'static str>;
}

impl<L: Layer> ReadOne for L {
    type Ref<'a> = &'a [L];

    fn read() -> Read {
        Read { layer: LayerInfo::of::<L>(), optional: false }
    }

    fn of(layers: &Layers) -> Result<&[L], &'static str> {
        layers.get::<L>().ok_or(L::NAME)
    }
}

impl<L: Layer> ReadOne for Maybe<L> {
    type Ref<'a> = Option<&'a [L]>;

    fn read() -> Read {
        Read { layer: LayerInfo::of::<L>(), optional: true }
    }

    fn of(layers: &Layers) -> Result<Option<&[L]>, &'static str> {
        Ok(layers.get::<L>())
    }
}

/// The layers that a stage reads: a tuple of up to eight layers, each bare or in [`Maybe`].
pub trait Reads {
    /// What the stage is handed: a tuple of slices.
    type Refs<'a>;

    /// Which layers they are.
    fn list() -> Vec<Read>;

    /// The rows in `layers`.
    ///
    /// # Errors
    /// The name of the first layer that is not there and is not optional.
    fn of(layers: &Layers) -> Result<Self::Refs<'_>, &'static str>;
}

/// The layers that a stage writes: a tuple of one to four layers.
pub trait Writes {
    /// What the stage returns: a tuple of `Vec`s.
    type Rows;

    /// Which layers they are.
    fn list() -> Vec<LayerInfo>;

    /// The rows, apart from their types.
    fn boxed(rows: Self::Rows) -> Vec<Box<dyn Rows>>;
}

macro_rules! reads_of_tuples {
    ($(($($member:ident)*))*) => {$(
        impl<$($member: ReadOne),*> Reads for ($($member,)*) {
            type Refs<'a> = ($($member::Ref<'a>,)*);

            fn list() -> Vec<Read> {
                vec![$($member::read()),*]
            }

            #[allow(clippy::unused_unit, unused_variables, reason = "the empty tuple reads nothing")]
            fn of(layers: &Layers) -> Result<Self::Refs<'_>, &'static str> {
                Ok(($($member::of(layers)?,)*))
            }
        }
    )*};
}

reads_of_tuples! {
    () (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
}

macro_rules! writes_of_tuples {
    ($(($($member:ident $place:tt)*))*) => {$(
        impl<$($member: Layer),*> Writes for ($($member,)*) {
            type Rows = ($(Vec<$member>,)*);

            fn list() -> Vec<LayerInfo> {
                vec![$(LayerInfo::of::<$member>()),*]
            }

            fn boxed(mut rows: Self::Rows) -> Vec<Box<dyn Rows>> {
                $(fit(&mut rows.$place);)*
                vec![$(Box::new(rows.$place)),*]
            }
        }
    )*};
}

writes_of_tuples! {
    (A 0) (A 0 B 1) (A 0 B 1 C 2) (A 0 B 1 C 2 D 3)
}

/// Rows from which on room that a layer does not need is given back: for fewer it is not worth the copy.
const MANY: usize = 1 << 14;

fn fit<L>(rows: &mut Vec<L>) {
    if rows.len() >= MANY {
        rows.shrink_to_fit();
    }
}
