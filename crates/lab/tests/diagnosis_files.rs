//! How files of one's own are read for a diagnosis, and what is said of those that cannot be.

#![allow(clippy::unwrap_used, reason = "a test may")]

use lab::diagnosis::diagnose;
use lab::diagnosis::file::{Columns, Table, read};
use proptest::prelude::*;

fn table(text: &str) -> Table {
    read(text.as_bytes(), &Columns::default()).unwrap()
}

fn fault(bytes: impl AsRef<[u8]>, columns: &Columns) -> String {
    read(bytes.as_ref(), columns).unwrap_err().to_string()
}

fn usual(bytes: impl AsRef<[u8]>) -> String {
    fault(bytes, &Columns::default())
}

fn dated() -> Columns {
    Columns {
        date: Some("date".to_owned()),
        value: Some("value".to_owned()),
        since: Some("2025-06-01".to_owned()),
        ..Columns::default()
    }
}

#[test]
fn the_usual_names_are_understood_and_the_rest_are_dimensions() {
    for text in [
        "country,device,before,after\nBrazil,tv,10,8\nBrazil,tv,1,2\n",
        "country,device,Forecast,Actual\nBrazil,tv,11,10\n",
        "\u{feff}predict;country;device;real\r\n11,0;Brazil;tv;10\r\n",
        "country\tdevice\tpredicted\tobserved\nBrazil\ttv\t11\t10\n",
    ] {
        let table = table(text);
        assert_eq!(table.dimensions, ["country", "device"], "{text}");
        let diagnosis = diagnose(&table.leaves).unwrap();
        assert_eq!((diagnosis.before, diagnosis.after), (11.0, 10.0), "{text}");
        assert_eq!(diagnosis.leaves, 1);
    }
}

#[test]
fn ratios_are_read_as_two_columns_a_side_or_with_a_weight() {
    let two = table("cdn,real,predict,real_a,predict_a,real_b,predict_b\nx,1,1,3,4,10,10\n");
    let diagnosis = diagnose(&two.leaves).unwrap();
    assert_eq!(two.dimensions, ["cdn"]);
    assert_eq!((diagnosis.before, diagnosis.after), (0.4, 0.3));

    let columns = Columns {
        weight: Some("plays".to_owned()),
        ..Columns::default()
    };
    let weighed = read(
        "cdn,before,after,plays\nx,0.5,0.25,30\ny,0.1,0.1,10\n".as_bytes(),
        &columns,
    )
    .unwrap();
    let diagnosis = diagnose(&weighed.leaves).unwrap();
    assert!((diagnosis.before - 0.4).abs() < 1e-12);
    assert!((diagnosis.after - 0.2125).abs() < 1e-12);
}

#[test]
fn rows_of_one_day_each_are_put_before_or_after_and_compared_by_the_day() {
    let text = "date,country,value\n2025-05-01,Brazil,9\n2025-05-30,Brazil,10\n2025-05-31,Brazil,\
                10\n2025-06-01,Brazil,8\n2025-06-02,Brazil,9\n";
    let mut columns = dated();
    columns.from = Some("2025-05-30".to_owned());
    columns.until = Some("2025-06-01".to_owned());
    let table = read(text.as_bytes(), &columns).unwrap();
    assert_eq!((table.rows, table.outside), (3, 2));
    let diagnosis = diagnose(&table.leaves).unwrap();
    assert_eq!((diagnosis.before, diagnosis.after), (10.0, 8.0));
    assert_eq!(table.dimensions, ["country"]);
}

#[test]
fn days_on_which_nothing_happened_are_days_all_the_same() {
    // An outage: of seven days after, four have no row.
    let mut text = "date,country,value\n".to_owned();
    for day in 4..=31 {
        text.push_str(&format!("2025-05-{day:02},Brazil,10\n"));
    }
    for day in [3, 4, 7] {
        text.push_str(&format!("2025-06-{day:02},Brazil,10\n"));
    }
    let told = |columns: &Columns, text: &str| {
        let table = read(text.as_bytes(), columns).unwrap();
        let diagnosis = diagnose(&table.leaves).unwrap();
        (diagnosis.before, diagnosis.after)
    };
    assert_eq!(told(&dated(), &text), (70.0, 30.0));
    // Also where the last of them are asked for and have none.
    let mut until = dated();
    until.until = Some("2025-06-07".to_owned());
    let early = text.replace("2025-06-07,Brazil,10\n", "");
    assert_eq!(told(&until, &early), (70.0, 20.0));
    // Rows of weeks are one for seven days, and none of them is missing.
    let weeks = "date,country,value\n2025-05-05,x,7\n2025-05-12,x,7\n2025-05-19,x,7\n2025-05-26,x,7\n\
                 2025-06-02,x,6\n";
    assert_eq!(told(&dated(), weeks), (7.0, 6.0));
}

#[test]
fn numbers_are_moments_as_well_as_dates_are() {
    let columns = Columns {
        date: Some("min".to_owned()),
        value: Some("value".to_owned()),
        per: Some("cnt".to_owned()),
        since: Some("120".to_owned()),
        ..Columns::default()
    };
    let text = "min,cdn,value,cnt\n0,x,1,10\n60,x,2,10\n120,x,9,10\n";
    let diagnosis = diagnose(&read(text.as_bytes(), &columns).unwrap().leaves).unwrap();
    assert!((diagnosis.before - 0.15).abs() < 1e-12);
    assert!((diagnosis.after - 0.9).abs() < 1e-12);
}

#[test]
fn what_is_wrong_with_a_header_is_said_with_the_way_out() {
    let cases = [
        ("", "its first line"),
        ("\n\n", "its first line"),
        (
            "a,before,a,after\n",
            "columns 1 and 3 are both called \"a\"",
        ),
        ("a,,before,after\n", "column 2 has no name"),
        ("a,b,c\n1,2,3\n", "--before and --after"),
        ("a,before,after\n", "no rows"),
        ("before,after\n1,2\n", "0 dimensions"),
    ];
    for (text, expected) in cases {
        let said = usual(text);
        assert!(said.contains(expected), "{text:?}: {said}");
    }
    let mut columns = Columns {
        by: vec!["contry".to_owned()],
        ..Columns::default()
    };
    let said = fault("country,before,after\nx,1,2\n", &columns);
    assert!(
        said.contains("\"contry\" for --by") && said.contains("country, before, after"),
        "{said}"
    );
    columns.by = vec!["before".to_owned()];
    assert!(fault("country,before,after\nx,1,2\n", &columns).contains("two purposes"));
}

#[test]
fn what_is_wrong_with_a_row_is_said_with_line_and_column() {
    let cases = [
        (
            "a,before,after\nx,1,2\ny,1,two\n",
            "line 3, column \"after\": \"two\" is no number",
        ),
        (
            "a,before,after\nx,,2\n",
            "line 2, column \"before\": nothing is no number",
        ),
        (
            "a,before,after\nx,1,2\ny,1\n",
            "line 3 has 2 fields and the header 3",
        ),
        (
            "a,before,after\nx,1,inf\n",
            "line 2, column \"after\": \"inf\" is no number",
        ),
        (
            "a,before,after\n\"x\ny\",1,2\nz,1,-\n",
            "line 4, column \"after\"",
        ),
    ];
    for (text, expected) in cases {
        let said = usual(text);
        assert!(said.contains(expected), "{text:?}: {said}");
    }
    let said = fault("date,a,value\n01/06/2025,x,1\n", &dated());
    assert!(
        said.contains("line 2, column \"date\"") && said.contains("2025-06-01"),
        "{said}"
    );
    let said = fault("date,a,value\n1566397200,x,1\n", &dated());
    assert!(said.contains("another kind of moment"), "{said}");
    let said = fault("date,a,value\n2025-06-02,x,1\n", &dated());
    assert!(said.contains("no row lies before --since"), "{said}");
}

#[test]
fn other_encodings_are_told_by_name() {
    let latin = b"city,before,after\nS\xe3o Paulo,1,2\n";
    let said = usual(latin);
    assert!(
        said.contains("line 2, column \"city\": byte 0xE3") && said.contains("CSV UTF-8"),
        "{said}"
    );
    let wide: Vec<u8> = "a,before,after\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(usual(&wide).contains("UTF-16"));
    let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(wide).collect();
    assert!(usual(&marked).contains("UTF-16"));
    assert!(usual(b"PK\x03\x04\x00\x17rest\x00\x00").contains("no text"));
}

#[test]
fn an_open_quote_does_not_take_all_memory() {
    let rows = "1,2\n".repeat(1 << 20);
    let said = usual(format!("a,before,after\nx,1,2\n\"{rows}"));
    assert!(said.contains("line 3") && said.contains("quote"), "{said}");
}

#[test]
fn a_column_with_too_many_values_is_named() {
    let mut text = "id,plan,before,after\n".to_owned();
    for id in 0..260_000 {
        text.push_str(&format!("{id},ads,1,1\n"));
    }
    let said = usual(&text);
    assert!(
        said.contains("line 250002") && said.contains("leave out id"),
        "{said}"
    );
    let columns = Columns {
        by: vec!["plan".to_owned()],
        ..Columns::default()
    };
    assert_eq!(read(text.as_bytes(), &columns).unwrap().rows, 260_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_read_or_refused_without_a_panic(
        bytes in prop::collection::vec(
            prop_oneof![
                Just(b','), Just(b'\n'), Just(b'"'), Just(b';'), Just(b'1'), Just(b'.'), any::<u8>(),
            ],
            0..200,
        ),
        headed in any::<bool>(),
        by_date in any::<bool>(),
    ) {
        let mut text = if headed { b"date,a,value,before,after\n".to_vec() } else { Vec::new() };
        text.extend(bytes);
        let columns = if by_date { dated() } else { Columns::default() };
        if let Ok(table) = read(text.as_slice(), &columns) {
            let _ = diagnose(&table.leaves);
        }
    }
}

#[test]
fn a_mark_that_may_stand_between_thousands_is_settled_by_other_numbers_or_refused() {
    for (before, after) in [("12.345", "11"), ("1,234", "999"), ("5,5", "12.345")] {
        let text = format!("country;before;after\nPeru;3;3\nBrazil;{before};{after}\n");
        let told = usual(&text);
        assert!(told.starts_with("line 3, column"), "{told}");
        assert!(told.contains("may mean two things"), "{told}");
    }
    for (before, after, read) in [
        ("12.345", "0.5", 12.345),
        ("1,234", "1,5", 1.234),
        ("12.3450", "11", 12.345),
        ("12345", "11", 12_345.0),
    ] {
        let text = format!("country;before;after\nBrazil;{before};{after}\n");
        let diagnosis = diagnose(&table(&text).leaves).unwrap();
        assert!((diagnosis.before - read).abs() < 1e-9, "{before}");
    }
    // Between commas, a point can only stand before decimals.
    let diagnosis = diagnose(&table("country,before,after\nBrazil,12.345,11\n").leaves).unwrap();
    assert!((diagnosis.before - 12.345).abs() < 1e-9);
}
