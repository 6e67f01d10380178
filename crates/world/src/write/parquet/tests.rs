//! What is written is read back, whatever it is, by a reader that is not ours.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::statistics::Statistics;
use proptest::prelude::*;

use super::*;
use crate::names::{Country, Named, Outcome};
use crate::table::{Day, Moment, Parts, Version, Word, table};

#[allow(unreachable_pub, reason = "tables are public where they are not tests")]
mod everything {
    use super::*;

    table! { "everything": "A row with a cell of every kind."
    /// A row.
    Everything {
        short: i16, "", "a short number";
        whole: i32, "", "a whole number";
        wide: i64, "", "a wide number";
        half: f32, "", "a fraction";
        double: f64, "", "a fraction";
        truth: bool, "", "a truth";
        text: String, "", "a text";
        day: Day, "", "a day";
        moment: Moment, "", "a moment";
        word: Word<Country>, "", "a word";
        version: Version, "", "a version";
        parts: Parts<100>, "", "a number of parts";
        some_whole: Option<i32>, "", "a whole number or none";
        some_truth: Option<bool>, "", "a truth or none";
        some_day: Option<Day>, "", "a day or none";
        some_word: Option<Word<Outcome>>, "", "a word or none";
    }}
}
use everything::Everything;

/// Numbers near each other, far from each other, or at the ends of what there is.
fn numbers() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -3..40_i64,
        2 => 1_000_000..1_070_000_i64,
        1 => any::<i64>(),
        1 => Just(i64::MAX),
        1 => Just(i64::MIN),
    ]
}

prop_compose! {
    fn rows()(
        wide in numbers(),
        other in numbers(),
        double in prop_oneof![Just(1.5), Just(-0.25), any::<f64>().prop_filter("a number", |value| !value.is_nan())],
        bits in any::<u32>(),
        text in "[a-z€]{0,5}",
    ) -> Everything {
        let some = |bit: u32| bits & (1 << bit) != 0;
        Everything {
            short: wide as i16,
            whole: other as i32,
            wide,
            half: (bits % 7) as f32 / 3.0,
            double,
            truth: some(0),
            text,
            day: Day(other as i32),
            moment: Moment(wide),
            word: Word(Country::ALL[bits as usize % Country::ALL.len()]),
            version: Version((bits % 11) as u8),
            parts: Parts(wide as i16 as i32),
            some_whole: some(1).then_some(wide as i32),
            some_truth: some(2).then_some(some(3)),
            some_day: some(4).then_some(Day(bits as i32)),
            some_word: some(5).then_some(Word(Outcome::ALL[bits as usize % 3])),
        }
    }
}

fn written(rows: &[Everything]) -> Bytes {
    let mut writer = TableWriter::new(Vec::new()).unwrap();
    for row in rows {
        writer.push(row.clone());
        writer.flush_if_full().unwrap();
    }
    let (count, bytes) = writer.finish().unwrap();
    assert_eq!(count, rows.len() as u64);
    bytes.into()
}

fn read(bytes: Bytes) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap();
    let reader = reader.with_batch_size(1 << 20).build().unwrap();
    reader.map(Result::unwrap).collect()
}

/// Names instead of the codes that stand for them.
fn spelled(array: &ArrayRef) -> ArrayRef {
    let Some(coded) = array.as_any_dictionary_opt() else {
        return array.clone();
    };
    let names = coded.values().as_string::<i32>();
    let keys = coded.normalized_keys();
    let texts = (0..coded.len()).map(|row| coded.is_valid(row).then(|| names.value(keys[row])));
    Arc::new(texts.collect::<StringArray>())
}

fn same(rows: &[Everything], read: &[RecordBatch]) {
    let mut columns = <Everything as Row>::Columns::default();
    for row in rows {
        columns.push(row.clone());
    }
    let wanted = columns.take().unwrap();
    assert_eq!(
        read.iter().map(RecordBatch::num_rows).sum::<usize>(),
        rows.len()
    );
    for (column, wanted) in wanted.columns().iter().enumerate() {
        let mut from = 0;
        for batch in read {
            let found = batch.column(column);
            assert!(
                *found == spelled(&wanted.slice(from, batch.num_rows())),
                "{}",
                batch.schema().field(column).name()
            );
            from += batch.num_rows();
        }
    }
}

proptest! {
    #[test]
    fn rows_are_read_back_as_they_were_written(rows in prop::collection::vec(rows(), 1..400)) {
        same(&rows, &read(written(&rows)));
    }

    #[test]
    fn rows_that_repeat_are_read_back_as_they_were_written(
        rows in prop::collection::vec((rows(), 1..90_usize), 1..20)
    ) {
        let rows: Vec<Everything> = rows
            .into_iter()
            .flat_map(|(row, times)| std::iter::repeat_n(row, times))
            .collect();
        same(&rows, &read(written(&rows)));
    }
}

fn row(number: i64) -> Everything {
    Everything {
        short: number as i16 % 100,
        whole: number as i32,
        wide: number * 4_097,
        half: number as f32,
        double: 2.0,
        truth: number % 3 == 0,
        text: (number % 5).to_string(),
        day: Day(number as i32 / 1_000),
        moment: Moment(number * 1_000),
        word: Word(Country::Brazil),
        version: Version(3),
        parts: Parts((number % 90_000) as i32),
        some_whole: None,
        some_truth: None,
        some_day: None,
        some_word: None,
    }
}

#[test]
fn a_file_of_several_row_groups_is_read_back_and_its_statistics_are_true() {
    let rows: Vec<Everything> = (0..300_000).map(row).collect();
    let bytes = written(&rows);
    same(&rows, &read(bytes.clone()));
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap();
    let groups = reader.metadata().row_groups();
    assert_eq!(groups.len(), 3);
    let wide = groups[1].column(2).statistics().unwrap();
    let Statistics::Int64(wide) = wide else {
        panic!("{wide:?}");
    };
    assert_eq!(wide.min_opt(), Some(&(131_072 * 4_097)));
    assert_eq!(wide.max_opt(), Some(&(262_143 * 4_097)));
    let word = groups[0].column(9).statistics().unwrap();
    assert_eq!(word.min_bytes_opt(), Some(&b"Brazil"[..]));
    assert_eq!(word.max_bytes_opt(), Some(&b"Brazil"[..]));
    let none = groups[0].column(12).statistics().unwrap();
    assert_eq!(
        (none.min_bytes_opt(), none.null_count_opt()),
        (None, Some(131_072))
    );
}

#[test]
fn a_table_without_rows_is_a_file_all_the_same() {
    let bytes = written(&[]);
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap();
    assert_eq!(reader.schema().fields().len(), 16);
    assert_eq!(reader.build().unwrap().count(), 0);
}
