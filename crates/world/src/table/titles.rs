//! `titles`: what there is to watch.

use crate::names::{Genre, Language, TitleKind};
use crate::table::{Day, Word, table};

table! { "titles": "A title of the catalogue, offered somewhere or not."
/// A title.
TitleRow {
    title_id: i32, "", "identifies the title";
    name: String, "", "name of the title";
    kind: Word<TitleKind>, "", "series or film";
    genre: Word<Genre>, "", "what the title is about";
    language: Word<Language>, "", "original language";
    released_on: Day, "date", "first day anywhere on the service";
    running_seconds: i32, "seconds", "length of the film, or of an episode";
    episodes: i16, "episodes", "number of episodes; 1 for films";
    studio: i16, "", "whose licence it is; 0 is the service's own";
}}
