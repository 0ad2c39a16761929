#!/usr/bin/env python3
"""Holds a copy to its original: do Phoenix or MLflow have the traces that Runtree has?

    compare.py phoenix http://localhost:6006 PROJECT [FILTER...]
    compare.py mlflow http://localhost:5000 EXPERIMENT_ID [FILTER...]

Of each trace of the runs that match: how many steps, how many of them in error, how many tokens went into and came out of
model calls. Replays are not copied and are left out. Exit status 0 when all is the same, 1 when something differs.
RUNTREE names the command (default: ./runtree); only Python's own library is needed.
"""
import json
import os
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

RUNTREE = os.environ.get("RUNTREE", "./runtree").split()


def runtree(*words):
    done = subprocess.run([*RUNTREE, *words], check=True, stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines()]


def originals(words):
    """By trace: steps, errors, tokens in, tokens out. Steps that have not ended are not copied yet."""
    wanted = {run["trace_id"] for run in runtree("ls", *words, "--json")}
    rows = runtree(
        "sql",
        "--json",
        """SELECT trace_id, count(*) AS steps, count(*) FILTER (WHERE status = 'error') AS errors,
            coalesce(sum(input_tokens) FILTER (WHERE kind = 'llm'), 0) AS tokens_in,
            coalesce(sum(output_tokens) FILTER (WHERE kind = 'llm'), 0) AS tokens_out
        FROM agno_spans WHERE end_time IS NOT NULL AND source <> 'replay' GROUP BY trace_id ORDER BY trace_id""",
    )
    return {
        row["trace_id"]: tuple(int(row[name]) for name in ("steps", "errors", "tokens_in", "tokens_out"))
        for row in rows
        if row["trace_id"] in wanted
    }


def summed(spans):
    steps = errors = tokens_in = tokens_out = 0
    for is_error, is_model, used_in, used_out in spans:
        steps += 1
        errors += is_error
        tokens_in += (used_in or 0) if is_model else 0
        tokens_out += (used_out or 0) if is_model else 0
    return steps, errors, tokens_in, tokens_out


def asked(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"} if data else {})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def phoenix(base, project, traces):
    spans = {}
    cursor = None
    while True:
        query = {"limit": 1000, **({"cursor": cursor} if cursor else {})}
        page = asked(f"{base}/v1/projects/{urllib.parse.quote(project)}/spans?{urllib.parse.urlencode(query)}")
        for span in page["data"]:
            spans.setdefault(span["context"]["trace_id"], []).append(span)
        cursor = page.get("next_cursor")
        if not cursor:
            break
    return {
        trace: summed(
            (
                span["status_code"] == "ERROR",
                span["span_kind"] == "LLM",
                span["attributes"].get("llm.token_count.prompt"),
                span["attributes"].get("llm.token_count.completion"),
            )
            for span in spans.get(trace, [])
        )
        for trace in traces
    }


def mlflow(base, experiment, traces):
    found = {}
    for trace in traces:
        query = urllib.parse.urlencode({"trace_id": f"tr-{trace}"})
        try:
            spans = asked(f"{base}/api/3.0/mlflow/traces/get?{query}")["trace"].get("spans", [])
        except urllib.error.HTTPError as problem:
            if problem.code != 404:
                raise
            spans = []
        found[trace] = summed(mlflow_span(span) for span in spans)
    return found


def mlflow_span(span):
    attributes = {each["key"]: value(each["value"]) for each in span.get("attributes", [])}
    usage = attributes.get("mlflow.chat.tokenUsage") or "{}"
    usage = json.loads(usage) if isinstance(usage, str) else usage
    kind = str(attributes.get("mlflow.spanType", "")).strip('"')
    is_error = span.get("status", {}).get("code") in ("STATUS_CODE_ERROR", 2)
    return is_error, kind in ("LLM", "CHAT_MODEL"), usage.get("input_tokens"), usage.get("output_tokens")


def value(any_value):
    """An attribute of OTLP in JSON."""
    kind, held = next(iter(any_value.items()), (None, None))
    if kind in ("int_value", "intValue"):
        return int(held)
    if kind in ("kvlist_value", "kvlistValue"):
        return {each["key"]: value(each["value"]) for each in held.get("values", [])}
    return held


def main(kind, base, place, *words):
    ours = originals(words)
    theirs = {"phoenix": phoenix, "mlflow": mlflow}[kind](base.rstrip("/"), place, list(ours))
    names = ("steps", "errors", "tokens in", "tokens out")
    differing = 0
    for trace, mine in ours.items():
        if theirs[trace] != mine:
            differing += 1
            for name, here, there in zip(names, mine, theirs[trace]):
                if here != there:
                    print(f"{trace}: {name}: {here} here, {there} there")
    sums = [sum(column) for column in zip(*ours.values())] or [0] * 4
    print(f"{len(ours)} traces, " + ", ".join(f"{count} {name}" for count, name in zip(sums, names))
          + f"; {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] not in ("phoenix", "mlflow"):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
