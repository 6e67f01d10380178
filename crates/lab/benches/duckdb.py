"""The same questions in plain SQL on DuckDB, beside `cargo bench -p lab --bench tools -- MEMBERS DIR`.

    pip install duckdb
    python duckdb.py DIR            how long, in processor time, from Parquet and from tables in memory
    python duckdb.py DIR check      whether the SQL of every finding gives the finding's numbers
"""

import json
import os
import resource
import sys
import time

# This file has the name of the package that it needs.
sys.path = [each for each in sys.path if os.path.abspath(each or ".") != os.path.dirname(os.path.abspath(__file__))]
import duckdb

TIMES = 5
QUESTIONS = {
    "daily active members": [
        "SELECT date, COUNT(DISTINCT member_id) FROM visits GROUP BY 1 ORDER BY 1",
        "SELECT date, COUNT(*) FROM (SELECT DISTINCT member_id, date FROM visits) GROUP BY 1 ORDER BY 1",
    ],
    "day-7 retention": [
        """SELECT COUNT(DISTINCT v.member_id) * 1.0 / COUNT(DISTINCT j.member_id)
           FROM subscription_events AS j
           LEFT JOIN visits AS v ON v.member_id = j.member_id AND v.date = j.date + INTERVAL 7 DAY
           WHERE j.event = 'start' AND j.date <= (SELECT MAX(date) FROM visits) - INTERVAL 7 DAY""",
        """SELECT AVG(CASE WHEN EXISTS (SELECT 1 FROM visits AS v WHERE v.member_id = j.member_id
                                        AND v.date = j.date + 7) THEN 1.0 ELSE 0.0 END)
           FROM subscription_events AS j
           WHERE j.event = 'start' AND j.date <= (SELECT MAX(date) FROM visits) - 7""",
    ],
    "funnel: joining": ["finding"],
    "funnel: visiting": ["finding"],
}


def processor():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def tables(folder):
    return [each for each in sorted(os.listdir(folder)) if os.path.isdir(os.path.join(folder, each))]


def findings(folder):
    with open(os.path.join(os.path.dirname(folder.rstrip("/")), "findings.jsonl")) as file:
        return [json.loads(line) for line in file]


def sql_of(folder, name):
    way = name.split(": ")[1]
    for found in findings(folder):
        asked = found["question"]
        if asked["tool"] == "funnel" and asked["funnel"] == way and asked["by"] is None:
            return found["sql"]
    raise SystemExit(f"no finding of {name}")


def measure(folder):
    for kind in ("VIEW", "TABLE"):
        base = duckdb.connect()
        for table in tables(folder):
            base.execute(f"CREATE {kind} {table} AS SELECT * FROM '{folder}/{table}/*.parquet'")
        print("from Parquet" if kind == "VIEW" else "from tables in memory")
        for name, ways in QUESTIONS.items():
            best = None
            for sql in ways:
                sql = sql_of(folder, name) if sql == "finding" else sql
                base.execute(sql).fetchall()
                for _ in range(TIMES):
                    begin, clock = processor(), time.time()
                    base.execute(sql).fetchall()
                    taken = (processor() - begin, time.time() - clock)
                    best = min(best or taken, taken)
            print(f"  {name:24} {best[0] * 1e3:8.0f} ms of processor time {best[1] * 1e3:8.0f} ms")


def readable(value):
    text = str(value)[:10] if hasattr(value, "year") else str(value)
    return {"tv": "TV", "None": "unknown", "": "unknown"}.get(text, text.replace("_", " "))


def near(one, other):
    if one is None or other is None:
        return one is None and other is None
    return abs(float(one) - float(other)) <= 1e-6 * max(1.0, abs(float(one)))


def check(folder):
    base = duckdb.connect()
    for table in tables(folder):
        base.execute(f"CREATE VIEW {table} AS SELECT * FROM '{folder}/{table}/*.parquet'")
    wrong = 0
    for found in findings(folder):
        result = base.execute(found["sql"]).fetchall()
        told, faults = compare(found, result)
        wrong += bool(faults)
        print("WRONG" if faults else "right", f"{told:5} numbers", found["title"])
        for fault in faults[:5]:
            print("     ", fault)
    print("all agree" if not wrong else f"{wrong} do not agree")


def compare(found, result):
    asked, charts = found["question"], found["charts"]
    faults, told = [], 0

    def same(name, one, other):
        nonlocal told
        told += 1
        if not near(one, other):
            faults.append(f"{name}: {one} told, {other} by SQL")

    tool = asked["tool"]
    if tool in ("metric", "segments"):
        question = asked["question"] if tool == "metric" else asked
        compares = (question["window"] or "").startswith("before")
        yearly = question["window"] == "year over year"
        cells = {}
        for row in result:
            row = list(row)
            value = row.pop(-1)
            before = None
            if yearly:
                value, before = row.pop(-1), value
            half = row.pop(-1) if compares else "after"
            names = [readable(each) for each in row]
            if half == "before":
                before, value = value, None
            cell = cells.setdefault(tuple(names), [None, None])
            cell[0] = value if value is not None else cell[0]
            cell[1] = before if before is not None else cell[1]
        times = [each for each in question.get("dimensions", []) if each in ("day", "week", "month")]
        if times and not compares:
            place = question["dimensions"].index(times[0])
            chart = charts[0]
            for line in chart["lines"]:
                for at, value in zip(chart["places"], line["values"]):
                    key = [line["name"]] if len(question["dimensions"]) > 1 else []
                    key.insert(place, at)
                    cell = cells.get(tuple(key)) or cells.get(tuple(x[:7] for x in key)) or [0.0, None]
                    if len(at) == 7:
                        cell = next((c for k, c in cells.items() if k[place][:7] == at and all(a == b for i, (a, b) in enumerate(zip(k, key)) if i != place)), cell)
                    same((line["name"], at), value, cell[0])
        else:
            chart = next((each for each in charts if each["form"] == "bars"), None)
            if chart is None:
                text = found["answer"]
                told += 1
                figure = list(cells.values())[0][0]
                digits = f"{figure:,.0f}" if figure >= 100 else f"{figure * 100:.1f}" if figure < 1 else f"{figure:.2f}"
                if digits not in text:
                    faults.append(f"{digits} by SQL, told is: {text}")
            else:
                for bar in chart["bars"]:
                    key = tuple(bar["name"].split(", ")) if cells and () not in cells else ()
                    cell = cells.get(key, [0.0, 0.0])
                    same(bar["name"], bar["value"], cell[0])
                    if compares or yearly:
                        same(bar["name"] + " before", bar["before"], cell[1])
    elif tool == "funnel":
        ways = {way["name"]: way["reached"] for way in charts[0]["ways"]}
        for row in result:
            row = list(row)
            name = readable(row.pop(0)) if asked["by"] else "all"
            if name in ways:
                for step, (one, other) in enumerate(zip(ways[name], row)):
                    same(f"{name}, step {step}", one, other)
    elif tool == "retention":
        lines = {line["name"]: line["values"] for line in charts[0]["lines"]}
        for row in result:
            row = list(row)
            name = readable(row.pop(0)) if asked["by"] else "all"
            if name in lines and row[0] < len(lines[name]):
                same(f"{name}, day {row[0]}", lines[name][row[0]], row[1])
    elif tool == "distribution":
        chart = charts[0]
        same("all", sum(each["count"] for each in chart["bins"]), sum(row[1] for row in result))
        whole, below = sum(row[1] for row in result), 0.0
        rest = list(chart["quantiles"])
        for size, count in result:
            below += count
            while rest and below >= rest[0]["share"] * whole * (1 - 1e-12):
                same(f"{rest[0]['share']}", rest.pop(0)["value"], size)
    return told, faults


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[2] == "check":
        check(sys.argv[1])
    elif len(sys.argv) == 2:
        measure(sys.argv[1])
    else:
        raise SystemExit(__doc__)
