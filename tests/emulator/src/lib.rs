//! The chat service in memory.
