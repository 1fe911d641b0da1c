//! The generator as a library: see the pipeline below.
