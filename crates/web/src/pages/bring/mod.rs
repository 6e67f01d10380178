//! A recording or transcript from elsewhere, such as a mock with a friend, becomes an answer: it is put
//! into the room of its question, where it is looked over and sent like any other. Where several speak in
//! a transcript, the candidate says first which words are theirs, and which answer is meant.

pub(crate) mod another;
mod begun;
pub(crate) mod choose;
pub(crate) mod context;
mod counted;
mod form;
mod keep;
mod take;
pub(crate) mod talked;
mod upload;
mod written;

pub(crate) use form::show;
pub(crate) use take::bring;

#[cfg(test)]
mod tests;
