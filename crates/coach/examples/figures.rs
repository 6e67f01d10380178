fn main() {
    let report = coach::examination::examine().unwrap();
    for f in &report.figures {
        println!(
            "{:45} {:?} of {} target {:?}",
            f.id,
            f.value.map(|v| (v * 1000.0).round() / 1000.0),
            f.of,
            f.target
        );
    }
    for k in &report.evidence.in_answers {
        println!(
            "{:?} labelled {} f1 {:?} p {:?} r {:?}",
            k.kind, k.labelled, k.f1, k.precision, k.recall
        );
    }
}
