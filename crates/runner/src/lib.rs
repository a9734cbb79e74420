//! Pipeline files, their checks, and their execution in parallel
