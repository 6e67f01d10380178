//! Nothing but the tables of the world can be read, and nothing can be written, by whatever means.

use lab::workbench::Refusal;

use crate::support::{ask, beside, refused, rows, world};

#[test]
fn whatever_would_change_something_is_refused_with_its_name() {
    for (query, name) in [
        ("INSERT INTO plays VALUES (1)", "INSERT INTO"),
        ("UPDATE plays SET weight = 2", "UPDATE"),
        ("DELETE FROM plays", "DELETE FROM"),
        ("DROP TABLE plays", "DROP TABLE"),
        ("TRUNCATE TABLE plays", "TRUNCATE"),
        ("CREATE TABLE mine AS SELECT 1", "CREATE TABLE"),
        ("CREATE VIEW mine AS SELECT 1", "CREATE VIEW"),
        ("CREATE SCHEMA mine", "CREATE SCHEMA"),
        ("CREATE DATABASE mine", "CREATE DATABASE"),
        ("ALTER TABLE plays RENAME TO mine", "ALTER TABLE"),
        ("SET datafusion.execution.batch_size = 1", "SET"),
        ("RESET datafusion.execution.batch_size", "RESET"),
        ("PREPARE p AS SELECT 1", "PREPARE"),
        ("EXECUTE p", "EXECUTE"),
        ("BEGIN", "BEGIN"),
        ("EXPLAIN INSERT INTO plays VALUES (1)", "INSERT INTO"),
        ("EXPLAIN ANALYZE DELETE FROM plays", "DELETE FROM"),
        (
            "CREATE FUNCTION f() RETURNS INT RETURN 1",
            "CREATE FUNCTION",
        ),
    ] {
        let refusal = refused(query);
        assert!(
            matches!(&refusal, Refusal::NotAllowed(words) if words.contains(name) && words.contains("only be read")),
            "{query}: {refusal}"
        );
    }
}

#[test]
fn several_statements_are_refused_whatever_they_are() {
    let refusal = refused("SELECT 1; DROP TABLE plays");
    assert!(refusal.to_string().contains("one is answered at a time"));
    // A semicolon at the end is none.
    rows("SELECT 1;");
}

#[test]
fn no_file_is_read_by_any_name() {
    let secret = beside().join("secret.csv");
    std::fs::write(&secret, "a,b\n1,2\n").unwrap();
    let path = secret.display();
    let plays = world().join("plays");
    let mut queries = Vec::new();
    for name in [
        format!("'{path}'"),
        format!("\"{path}\""),
        format!("'file://{path}'"),
        format!("\"file://{path}\""),
        format!("'{}'", plays.display()),
        "'../secret.csv'".to_owned(),
        "\"world://tables/../secret.csv\"".to_owned(),
        "'https://example.org/a.parquet'".to_owned(),
        "\"s3://bucket/a.parquet\"".to_owned(),
    ] {
        queries.push(format!("SELECT * FROM {name}"));
    }
    for function in [
        "read_csv",
        "read_parquet",
        "read_json",
        "read_text",
        "parquet_metadata",
        "csv_scan",
        "glob",
        "http_get",
    ] {
        queries.push(format!("SELECT * FROM {function}('{path}')"));
        queries.push(format!("SELECT {function}('{path}')"));
    }
    queries.extend([
        format!("CREATE EXTERNAL TABLE t STORED AS CSV LOCATION '{path}'"),
        format!("EXPLAIN CREATE EXTERNAL TABLE t STORED AS CSV LOCATION '{path}'"),
        format!("SELECT * FROM plays UNION ALL SELECT * FROM '{path}'"),
        format!("LOAD DATA INPATH '{path}' INTO TABLE plays"),
    ]);
    for query in queries {
        let refusal = refused(&query);
        assert!(
            matches!(refusal, Refusal::Wrong { .. } | Refusal::NotAllowed(_)),
            "{query}: {refusal:?}"
        );
    }
}

#[test]
fn no_file_is_written_by_any_name() {
    let out = beside().join("out.csv");
    let path = out.display();
    let before = files();
    for query in [
        format!("COPY plays TO '{path}'"),
        format!("COPY (SELECT 1) TO '{path}' STORED AS CSV"),
        format!("EXPLAIN COPY plays TO '{path}'"),
        format!("EXPLAIN ANALYZE COPY plays TO '{path}'"),
        format!("SELECT 1 INTO OUTFILE '{path}'"),
        "SELECT 1 AS one INTO mine".to_owned(),
        "WITH gone AS (DELETE FROM plays RETURNING 1) SELECT * FROM gone".to_owned(),
        format!("UNLOAD (SELECT 1) TO '{path}'"),
        format!("SELECT * FROM write_csv('{path}')"),
    ] {
        refused(&query);
    }
    assert!(!out.exists());
    assert_eq!(files(), before);
    // Nor is there a table that was not there.
    refused("SELECT * FROM mine");
}

/// Everything in the folder of the world.
fn files() -> Vec<(std::path::PathBuf, u64)> {
    let mut found = Vec::new();
    let mut waiting = vec![world()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.path().is_dir() {
                waiting.push(entry.path());
            }
            found.push((entry.path(), entry.metadata().unwrap().len()));
        }
    }
    found.sort();
    found
}

#[test]
fn a_folder_that_holds_no_world_is_told() {
    use lab::workbench::Workbench;
    let nothing = beside().join("nothing");
    let refusal = crate::support::engine()
        .run(
            &nothing,
            "SELECT 1",
            &crate::support::PLENTY,
            &world::Progress::default(),
        )
        .unwrap_err();
    assert!(matches!(refusal, Refusal::Unable(_)), "{refusal:?}");
    ask("SELECT 1").unwrap();
}
