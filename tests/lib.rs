//! Nothing but tests: see the files beside this one.
