"""Peers on the work of readout.rs, which runs this and says how to install them.

    python peers.py UNITS.parquet

Prints one JSON object: "work: peer" and the least seconds of processor time of several runs.
"""

import importlib.util
import json
import pathlib
import sys
import time

import numpy as np
import polars as pl
import tea_tasting as tt

COLUMNS = ["y0", "x0", "y1", "x1", "y2", "x2"]
found = {}


def cpu(name, work, times):
    def one():
        began = time.process_time()
        work()
        return time.process_time() - began

    found[name] = min(one() for _ in range(times))


def tea_tasting(path):
    experiment = tt.Experiment(
        srm=tt.SampleRatio(),
        m0=tt.Mean("y0", "x0"),
        m1=tt.Mean("y1", "x1"),
        m2=tt.Mean("y2", "x2"),
    )
    frame = pl.read_parquet(path, columns=["variant", *COLUMNS])
    cpu("memory: tea-tasting on polars", lambda: experiment.analyze(frame), 5)
    small = frame.head(20_000)
    del frame

    def read():
        return experiment.analyze(pl.read_parquet(path, columns=["variant", *COLUMNS]))

    cpu("parquet: tea-tasting, polars read_parquet", read, 3)

    def scan():
        return experiment.analyze(pl.scan_parquet(path))

    cpu("parquet: tea-tasting, polars scan_parquet", scan, 3)
    quantile = tt.Experiment(q=tt.Quantile("y0", 0.95, n_resamples=1_000, rng=42))
    cpu("bootstrap: tea-tasting", lambda: quantile.analyze(small), 3)
    aggregates = tt.aggr.read_aggregates(
        small,
        "variant",
        has_count=True,
        mean_cols=["y0", "x0"],
        var_cols=["y0", "x0"],
        cov_cols=[("x0", "y0")],
    )
    mean = tt.Mean("y0", "x0")

    def step():
        return mean.analyze_aggregates(aggregates[0], aggregates[1])

    cpu("step: tea-tasting", step, 50)
    return small


def gbstats(small):
    from gbstats.frequentist.tests import FrequentistConfig, TwoSidedTTest
    from gbstats.models.statistics import (
        RegressionAdjustedStatistic,
        SampleMeanStatistic,
        compute_theta,
    )

    def sums(values):
        return SampleMeanStatistic(
            n=len(values), sum=values.sum(), sum_squares=(values * values).sum()
        )

    def statistic(arm):
        part = small.filter(pl.col("variant") == arm)
        y, x = part["y0"].to_numpy(), part["x0"].to_numpy()
        return RegressionAdjustedStatistic(
            n=len(y),
            post_statistic=sums(y),
            pre_statistic=sums(x),
            post_pre_sum_of_products=(x * y).sum(),
            theta=0,
        )

    control, treatment = statistic(0), statistic(1)

    def step():
        control.theta = treatment.theta = compute_theta(control, treatment)
        config = FrequentistConfig(difference_type="absolute")
        return TwoSidedTTest(control, treatment, config).compute_result()

    cpu("step: gbstats", step, 50)


def spotify():
    spec = importlib.util.find_spec("spotify_confidence")
    if spec is None:
        return
    path = pathlib.Path(spec.origin).parent / "analysis/frequentist/sequential_bound_solver.py"
    of_file = importlib.util.spec_from_file_location("solver", path)
    solver = importlib.util.module_from_spec(of_file)
    of_file.loader.exec_module(solver)
    looks = np.arange(1, 182) / 181

    def bounds():
        return solver.bounds(looks, alpha=0.05, rho=2, ztrun=8, sides=2, max_nints=1000)

    cpu("bounds: Spotify confidence", bounds, 1)


if __name__ == "__main__":
    gbstats(tea_tasting(sys.argv[1]))
    spotify()
    print(json.dumps(found))
