//! Embedded packs are content: a changed file must rebuild this crate.

fn main() {
    println!("cargo::rerun-if-changed=../../packs");
    println!("cargo::rerun-if-changed=skeleton");
}
