//! What a query will come to, told from its text: a name stands for the query that it names, wherever it
//! is used, and names that name each other twice double the whole each time; so do sets of groups. And
//! each query that stands within an expression of another makes the engine look twice as often at those
//! within it. A plan that has doubled so often never comes to be checked.

use std::collections::HashMap;
use std::ops::ControlFlow;

use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::{
    Expr, Ident, ObjectName, ObjectNamePart, Query, Select, Visit, Visitor,
};
use lab::workbench::Refusal;

/// Steps of a query.
const MOST: usize = 2_000;
/// Queries within expressions of each other.
const DEEPEST: usize = 8;
/// What a table comes to.
const TABLE: Size = Size {
    steps: 1.0,
    depth: 0,
};

/// Lets a statement pass whose names do not multiply beyond measure.
pub(crate) fn check(statement: &Statement) -> Result<(), Refusal> {
    let Statement::Statement(statement) = inner(statement) else {
        return Ok(());
    };
    let mut counter = Counter::default();
    // It never breaks off.
    let _ = statement.visit(&mut counter);
    if counter.whole.depth > DEEPEST {
        return Err(Refusal::NotAllowed(format!(
            "queries stand within conditions of each other, {} deep, and may be {DEEPEST} deep; join some \
             of them instead",
            counter.whole.depth
        )));
    }
    few_enough(counter.whole.steps)
}

/// Refuses what comes to too many steps.
pub(crate) fn few_enough(steps: f64) -> Result<(), Refusal> {
    if steps <= MOST as f64 {
        return Ok(());
    }
    Err(Refusal::NotAllowed(format!(
        "the query comes to more than {MOST} steps once everything that it names is put in its place; \
         name subqueries less often"
    )))
}

fn inner(statement: &Statement) -> &Statement {
    match statement {
        Statement::Explain(explain) => inner(&explain.statement),
        other => other,
    }
}

/// What a query comes to.
#[derive(Clone, Copy, Default)]
struct Size {
    steps: f64,
    /// Queries within expressions of each other.
    depth: usize,
}

#[derive(Default)]
struct Counter {
    /// The queries that the walk is in, outermost first.
    queries: Vec<Counted>,
    /// Into how many each SELECT that the walk is in is multiplied by its sets of groups.
    groupings: Vec<f64>,
    whole: Size,
}

/// A query as far as it was walked.
#[derive(Default)]
struct Counted {
    /// By WITH: the text of each query, to be told by where it stands, and its name.
    naming: Vec<(*const Query, String)>,
    /// Those whose end was seen.
    named: HashMap<String, Size>,
    /// Queries that stand within its expressions.
    within: Vec<*const Query>,
    size: Size,
}

impl Counted {
    /// The name that WITH gives to a query; none where it stands in the midst of the text.
    fn name_of(&self, query: &Query) -> Option<String> {
        let mut naming = self.naming.iter();
        naming
            .find(|(place, _)| std::ptr::eq(*place, query))
            .map(|(_, name)| name.clone())
    }

    fn asks(&self, query: &Query) -> bool {
        self.within.iter().any(|place| std::ptr::eq(*place, query))
    }
}

impl Counter {
    fn add(&mut self, size: Size) {
        let around = self.queries.last_mut().map(|query| &mut query.size);
        let around = around.unwrap_or(&mut self.whole);
        around.steps += size.steps;
        around.depth = around.depth.max(size.depth);
    }

    /// What a name stands for; a table is one step.
    fn of(&self, name: &str) -> Size {
        let named = |query: &Counted| query.named.get(name).copied();
        let found = self.queries.iter().rev().find_map(named);
        found.unwrap_or(TABLE)
    }
}

impl Visitor for Counter {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let named = query.with.iter().flat_map(|with| &with.cte_tables);
        self.queries.push(Counted {
            naming: named
                .map(|each| (std::ptr::from_ref(&*each.query), folded(&each.alias.name)))
                .collect(),
            ..Counted::default()
        });
        self.add(TABLE);
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let Some(Counted { mut size, .. }) = self.queries.pop() else {
            return ControlFlow::Continue(());
        };
        let around = self.queries.last_mut();
        if let Some(around) = around {
            if let Some(name) = around.name_of(query) {
                around.named.insert(name, size);
                return ControlFlow::Continue(());
            }
            size.depth += usize::from(around.asks(query));
        }
        self.add(size);
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<()> {
        let size = match relation.0.as_slice() {
            [ObjectNamePart::Identifier(name)] => self.of(&folded(name)),
            _ => TABLE,
        };
        self.add(size);
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, _: &Select) -> ControlFlow<()> {
        self.groupings.push(1.0);
        ControlFlow::Continue(())
    }

    fn post_visit_select(&mut self, _: &Select) -> ControlFlow<()> {
        let steps = self.groupings.pop().unwrap_or(1.0);
        self.add(Size { steps, depth: 0 });
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        let sets = match expr {
            Expr::Cube(sets) => (sets.len() as f64).exp2(),
            Expr::Rollup(sets) => sets.len() as f64 + 1.0,
            Expr::GroupingSets(sets) => sets.len() as f64,
            Expr::Subquery(query)
            | Expr::Exists {
                subquery: query, ..
            }
            | Expr::InSubquery {
                subquery: query, ..
            } => {
                if let Some(around) = self.queries.last_mut() {
                    around.within.push(std::ptr::from_ref(&**query));
                }
                return ControlFlow::Continue(());
            }
            _ => return ControlFlow::Continue(()),
        };
        if let Some(groupings) = self.groupings.last_mut() {
            *groupings *= sets.max(1.0);
        }
        ControlFlow::Continue(())
    }
}

/// A name as the engine takes it: small letters, unless it stands in quotes.
fn folded(name: &Ident) -> String {
    match name.quote_style {
        Some(_) => name.value.clone(),
        None => name.value.to_lowercase(),
    }
}
