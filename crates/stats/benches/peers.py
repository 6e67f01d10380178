"""Peers on the work of statistics.rs, in CPU seconds of the whole process.

    python3 -m venv peers
    peers/bin/pip install tea-tasting==1.14.0 gbstats==0.8.0 polars pyarrow
    peers/bin/pip install --no-deps spotify-confidence==4.1.0
    peers/bin/python crates/stats/benches/peers.py
"""

import importlib.util
import pathlib
import time

import numpy as np
import polars as pl
import tea_tasting as tt

ROWS = 10_000_000


def cpu(name, work, times):
    seconds = []
    for _ in range(times):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    print(f"{name:<55} {min(seconds):.6f} s (least of {times})")


def main():
    random = np.random.default_rng(1)
    names = ["y0", "x0", "y1", "x1", "y2", "x2"]
    data = {name: random.uniform(0, 100, ROWS) for name in names}
    frame = pl.DataFrame({"variant": (random.uniform(size=ROWS) < 0.5).astype(np.uint8), **data})
    del data
    experiment = tt.Experiment(
        srm=tt.SampleRatio(),
        m0=tt.Mean("y0", "x0"),
        m1=tt.Mean("y1", "x1"),
        m2=tt.Mean("y2", "x2"),
    )
    cpu("tea-tasting on polars, 10 million units", lambda: experiment.analyze(frame), 5)

    small = frame.head(20_000)
    quantile = tt.Experiment(q=tt.Quantile("y0", 0.95, n_resamples=1_000, rng=42))
    cpu("tea-tasting, bootstrap of p95, 20,000 x 1,000", lambda: quantile.analyze(small), 3)

    aggregates = tt.aggr.read_aggregates(
        frame.head(20_000), "variant", has_count=True, mean_cols=["y0", "x0"],
        var_cols=["y0", "x0"], cov_cols=[("x0", "y0")],
    )
    mean = tt.Mean("y0", "x0")
    cpu(
        "tea-tasting, statistics from aggregates",
        lambda: mean.analyze_aggregates(aggregates[0], aggregates[1]),
        50,
    )

    from gbstats.frequentist.tests import FrequentistConfig, TwoSidedTTest
    from gbstats.models.statistics import (
        RegressionAdjustedStatistic,
        SampleMeanStatistic,
        compute_theta,
    )

    def statistic(arm):
        part = small.filter(pl.col("variant") == arm)
        y, x = part["y0"].to_numpy(), part["x0"].to_numpy()
        return RegressionAdjustedStatistic(
            n=len(y),
            post_statistic=SampleMeanStatistic(n=len(y), sum=y.sum(), sum_squares=(y * y).sum()),
            pre_statistic=SampleMeanStatistic(n=len(x), sum=x.sum(), sum_squares=(x * x).sum()),
            post_pre_sum_of_products=(x * y).sum(),
            theta=0,
        )

    control, treatment = statistic(0), statistic(1)

    def gbstats():
        control.theta = treatment.theta = compute_theta(control, treatment)
        config = FrequentistConfig(difference_type="absolute")
        return TwoSidedTTest(control, treatment, config).compute_result()

    cpu("gbstats, statistics from sums", gbstats, 50)

    spec = importlib.util.find_spec("spotify_confidence")
    if spec is not None:
        path = pathlib.Path(spec.origin).parent / "analysis/frequentist/sequential_bound_solver.py"
        solver_spec = importlib.util.spec_from_file_location("solver", path)
        solver = importlib.util.module_from_spec(solver_spec)
        solver_spec.loader.exec_module(solver)
        looks = np.arange(1, 182) / 181
        cpu(
            "Spotify confidence, bounds of 181 looks",
            lambda: solver.bounds(looks, alpha=0.05, rho=2, ztrun=8, sides=2, max_nints=1000),
            1,
        )


if __name__ == "__main__":
    main()
