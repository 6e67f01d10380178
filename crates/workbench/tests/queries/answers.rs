//! Every type of value comes out as people and programs read it.

use lab::workbench::{Cell, Kind};
use lab::{Asked, Definitions, Question, Window, answer, find};
use worlds::OpenWorld;

use crate::support::{ask, rows, value, world};

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn values_of_every_type_are_told_as_they_are() {
    for (expression, cell) in [
        ("NULL", Cell::Nothing),
        ("1 = 1", Cell::Flag(true)),
        ("CAST(7 AS SMALLINT)", Cell::Whole(7)),
        (
            "CAST(18446744073709551615 AS BIGINT UNSIGNED)",
            Cell::Exact("18446744073709551615".to_owned()),
        ),
        ("CAST(0.1 AS REAL)", Cell::Number(0.1)),
        ("0.1 + 0.2", Cell::Number(0.30000000000000004)),
        (
            // Out of a text: a number of so many digits is read as a fraction, as everywhere in this SQL.
            "CAST('12345678901234567890.50' AS DECIMAL(38, 2))",
            Cell::Exact("12345678901234567890.50".to_owned()),
        ),
        ("DATE '2025-02-28'", text("2025-02-28")),
        (
            "TIMESTAMP '2025-02-28 07:05:09'",
            text("2025-02-28 07:05:09"),
        ),
        (
            "TIMESTAMP '2025-02-28 07:05:09.250'",
            text("2025-02-28 07:05:09.250"),
        ),
        (
            "[1, NULL, 3]",
            Cell::List(vec![Cell::Whole(1), Cell::Nothing, Cell::Whole(3)]),
        ),
        (
            "named_struct('plan', 'ads', 'n', 2)",
            Cell::Group(vec![
                ("plan".to_owned(), text("ads")),
                ("n".to_owned(), Cell::Whole(2)),
            ]),
        ),
        ("'a' || 1 || 'b'", text("a1b")),
        ("'a' || NULL", Cell::Nothing),
        ("upper('é') || repeat('x', 3)", text("Éxxx")),
        ("regexp_replace('aab', 'a+', 'c')", text("cb")),
        ("array_length(range(1, 5))", Cell::Whole(4)),
    ] {
        assert_eq!(value(&format!("SELECT {expression}")), cell, "{expression}");
    }
}

#[test]
fn columns_of_a_world_are_of_the_kind_that_they_look_like() {
    let rows =
        ask("SELECT date, country, weight, completed, started_at FROM plays LIMIT 1").unwrap();
    let kinds: Vec<Kind> = rows.columns.iter().map(|column| column.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Day,
            Kind::Text,
            Kind::Number,
            Kind::Flag,
            Kind::Moment
        ]
    );
    assert!(
        matches!(&rows.rows[0][1], Cell::Text(country) if country == "Brazil" || country == "Japan")
    );
}

#[test]
fn the_definition_of_every_metric_is_answered_with_the_number_of_the_tools() {
    let world = OpenWorld::at(&world()).unwrap();
    let definitions = Definitions::built_in().unwrap();
    for metric in &definitions.metrics {
        let told = value(&metric.sql()).number();
        let question = Question {
            metric: metric.id.clone(),
            dimensions: Vec::new(),
            filters: Default::default(),
            window: None,
        };
        let found = answer(&world, &definitions, &question, world.span()).unwrap();
        match (told, found.rows.first().and_then(|row| row.value)) {
            (Some(told), Some(found)) => assert!(
                (told - found).abs() <= found.abs() * 1e-6,
                "{}: {told} by SQL, {found} by the tool",
                metric.id
            ),
            (told, found) => assert_eq!(told, found, "{}", metric.id),
        }
    }
}

#[test]
fn of_a_value_that_is_missing_no_condition_holds_by_the_tool_as_in_sql() {
    let world = OpenWorld::at(&world()).unwrap();
    for (table, condition) in [
        ("visits", "found"),
        ("visits", "NOT found"),
        ("visits", "searched_title_id < 100"),
        ("visits", "searched_title_id <= 0"),
        ("subscription_events", "reason = 'voluntary'"),
        ("subscription_events", "reason <> 'payment_failure'"),
        ("subscription_events", "reason IN ('voluntary', '')"),
        ("prospects", "plan <> 'ads'"),
        ("prospects", "member_id > 0"),
    ] {
        let own = format!(
            "[[metric]]\nid = \"own\"\nname = \"own\"\nmeaning = \"own\"\nunit = \"share\"\n\
             better = \"up\"\nsays = []\nof = {{ from = [\"{table}\"], where = [\"{condition}\"] }}\n\
             per = {{ from = [\"{table}\"] }}\n"
        );
        let definitions = Definitions::built_in().unwrap().with_own(&own).unwrap();
        let told = value(&definitions.metric("own").unwrap().sql()).number();
        let question = Question {
            metric: "own".to_owned(),
            dimensions: Vec::new(),
            filters: Default::default(),
            window: None,
        };
        let found = answer(&world, &definitions, &question, world.span()).unwrap();
        let (told, found) = (told.unwrap(), found.rows[0].value.unwrap());
        assert!(
            (told - found).abs() <= 1e-9,
            "{table}, {condition}: {told} by SQL, {found} by the tool"
        );
        assert!(found < 1.0, "{table}, {condition}: some values are missing");
    }
}

#[test]
fn totals_by_the_day_are_divided_by_the_same_days_in_sql_as_by_the_tools() {
    let world = OpenWorld::at(&world()).unwrap();
    let definitions = Definitions::built_in().unwrap();
    let turn = "2025-03-20".parse().unwrap();
    let devices = &definitions.dimension("device").unwrap().values;
    let mut held = 0;
    // On some device there is nobody on some days.
    for device in devices {
        for (metric, by, window) in [
            ("active_members", &["week"][..], None),
            ("active_members", &["month"], None),
            ("active_members", &["week"], Some(Window::BeforeAfter(turn))),
            ("active_members", &[], Some(Window::BeforeAfter(turn))),
            ("active_members", &[], Some(Window::LastDays(10))),
            ("watch_hours", &[], Some(Window::BeforeAfter(turn))),
        ] {
            let question = Question {
                metric: metric.to_owned(),
                dimensions: by.iter().map(|each| (*each).to_owned()).collect(),
                filters: [
                    ("country".to_owned(), "Japan".to_owned()),
                    ("device".to_owned(), device.id.clone()),
                ]
                .into(),
                window,
            };
            let told = answer(&world, &definitions, &question, world.span()).unwrap();
            let asked = Asked::Metric {
                question,
                rest: false,
            };
            let sql = find(&world, &definitions, &asked, world.span())
                .unwrap()
                .sql;
            let mut by_tool: Vec<f64> = told
                .rows
                .iter()
                .flat_map(|row| [row.before, row.value])
                .flatten()
                .filter(|value| *value > 0.0)
                .collect();
            let mut by_sql: Vec<f64> = rows(&sql)
                .iter()
                .filter_map(|row| row.last().and_then(Cell::number))
                .filter(|value| *value > 0.0)
                .collect();
            by_tool.sort_by(f64::total_cmp);
            by_sql.sort_by(f64::total_cmp);
            assert_eq!(by_tool.len(), by_sql.len(), "{sql}");
            for (tool, sql_says) in by_tool.iter().zip(&by_sql) {
                held += 1;
                assert!(
                    (tool - sql_says).abs() <= tool * 1e-6,
                    "{tool} {sql_says}: {sql}"
                );
            }
        }
    }
    assert!(held > 20);
}

#[test]
fn tables_can_be_listed_and_described_and_a_plan_explained() {
    let listed = rows("SHOW TABLES");
    assert!(listed.iter().any(|row| row.contains(&text("plays"))));
    let described = rows("DESCRIBE plays");
    assert!(
        described
            .iter()
            .any(|row| row.contains(&text("played_seconds")))
    );
    let explained = rows("EXPLAIN SELECT count(*) FROM plays WHERE country = 'Brazil'");
    assert_eq!(explained[1][0], text("physical_plan"));
    assert!(!rows("EXPLAIN ANALYZE SELECT count(*) FROM plays").is_empty());
}

#[test]
fn the_first_rows_are_given_back_and_all_are_counted() {
    let limits = crate::support::PLENTY.with_rows(10);
    let all = value("SELECT count(*) FROM visits").number().unwrap();
    let found = crate::support::within("SELECT * FROM visits", &limits).unwrap();
    assert_eq!(found.rows.len(), 10);
    assert_eq!(found.counted as f64, all);
    assert!(found.are_cut() && found.complete);
}
