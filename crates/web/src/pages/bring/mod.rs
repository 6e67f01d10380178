//! A recording or transcript from elsewhere, such as a mock with a friend, becomes an answer: it is put
//! into the room of its question, where it is looked over and sent like any other.

mod begun;
mod counted;
mod form;
mod keep;
mod take;
mod upload;
mod written;

pub(crate) use form::show;
pub(crate) use take::bring;

#[cfg(test)]
mod tests;
