//! Tests of the whole project; see the files beside this folder.
