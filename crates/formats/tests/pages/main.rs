//! Pages as publishers build them: what belongs to the article and what does not, whatever it is called.

mod cms;
mod containers;
mod headings;
mod metadata;
mod names;
mod page;
mod pictures;
mod walls;
mod words;
