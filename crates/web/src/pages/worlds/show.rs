//! What a world is, and its tables with every column.

use axum::extract::Path;
use maud::{Markup, html};
use world::table::{self, Table};
use world::write::{Manifest, TableSize};
use worlds::{KeptWorld, count};

use super::{id_of, last_day, planted, title, with_worlds};
use crate::components::section;
use crate::failure::{Failure, sentence};
use crate::layout::{Page, Place};
use crate::pages::cases::{self, Owner};
use crate::visit::Visit;

/// `GET /worlds/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Markup, Failure> {
    let id = id_of(&id)?;
    let wanted = id.clone();
    let kept = with_worlds(&visit, move |worlds| worlds.get(&wanted)).await?;
    let folder = visit.app.worlds.folder(&id).display().to_string();
    let case = cases::keeping_back(&visit, &id).await?;
    let page = match &kept.manifest {
        Ok(manifest) => Page::new(title(&manifest.configuration)).body(whole(
            &kept,
            manifest,
            &folder,
            case.as_ref(),
        )),
        Err(error) => Page::new("A world that cannot be read")
            .narrow()
            .body(html! {
                header.head {
                    p.kicker { a href="/worlds" { "Worlds" } }
                    h1 { "This world cannot be read" }
                    p.lede { (sentence(&error.to_string())) }
                }
                p.actions { a.button href={ "/worlds/" (id) "/delete" } { "Remove it" } }
            }),
    };
    Ok(page.at(Place::Lab).render(&visit))
}

fn whole(kept: &KeptWorld, manifest: &Manifest, folder: &str, case: Option<&Owner>) -> Markup {
    let wish = &manifest.configuration;
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    let dictionary = table::dictionary();
    html! {
        header.head {
            p.kicker { a href="/worlds" { "Worlds" } }
            h1 { (title(wish)) }
            p.lede { (wish.start) " to " (last_day(wish)) ", " (wish.countries.len()) " countries, " (count(rows)) " rows, " (worlds::size(kept.bytes)) "." }
            @if let Some(focus) = wish.focus {
                p.note { (focus.region) " is sampled " (focus.density) " times as densely, so that small segments can be told from noise. Sums and shares need the column \u{201c}weight\u{201d}, which makes totals right." }
            }
            div.actions { a.button href={ "/lab/" (kept.id) } { "Ask this world" } }
        }
        (section("tables", "Tables", html! {
            @for table in &dictionary {
                @let size = manifest.tables.iter().find(|size| size.name == table.name);
                (documented(table, size))
            }
        }))
        (section("folder", "Its folder", html! {
            p { "Parquet, one folder for each table: DuckDB, Polars, Spark and DataFusion read it as it is." }
            p { code.path { (folder) } }
        }))
        (section("planted", "What was planted", html! {
            @match case {
                Some(case) => (planted::kept_back(case)),
                None => p { "This page does not tell whether anything goes wrong in this world, nor what: finding it is the exercise." },
            }
            div.actions {
                @if case.is_none() { a.button.quiet href={ "/worlds/" (kept.id) "/planted" } { "I want to know what was planted" } }
                a.button.plain href={ "/worlds/" (kept.id) "/delete" } { "Remove this world" }
            }
        }))
    }
}

fn documented(table: &Table, size: Option<&TableSize>) -> Markup {
    html! {
        details {
            summary {
                (table.name)
                @if let Some(size) = size { span.soft { " \u{b7} " (count(size.rows)) " rows, " (worlds::size(size.bytes)) } }
            }
            p { (table.row) }
            div.table role="region" aria-label={ "Columns of " (table.name) } tabindex="0" { table {
                thead { tr { th scope="col" { "Column" } th scope="col" { "Type" } th scope="col" { "Unit or key" } th scope="col" { "Meaning" } } }
                tbody { @for column in &table.columns {
                    tr {
                        th scope="row" { code { (column.name) } }
                        td { (column.type_in_words()) }
                        td { (column.unit) }
                        td { (column.meaning) }
                    }
                } }
            } }
        }
    }
}
