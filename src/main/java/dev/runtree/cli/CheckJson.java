package dev.runtree.cli;

import dev.runtree.check.CaseResult;
import dev.runtree.check.Verdict;
import dev.runtree.check.expect.Mismatch;
import java.time.Duration;
import java.util.List;

/** What becomes of cases, as a JSON object each and one for all. */
final class CheckJson implements CheckPrinter {
    private final Json json;

    CheckJson(Program program) {
        json = new Json(program.out());
    }

    @Override
    public void tell(CaseResult result) {
        var verdict = result.verdict();
        json.startObject()
                .text("case", result.name())
                .text("file", result.file().toString())
                .text("status", status(verdict))
                .key("failures")
                .startArray();
        if (verdict instanceof Verdict.Failed failed) {
            failed.missed().forEach(this::missed);
        }
        json.endArray()
                .text(
                        "reason",
                        switch (verdict) {
                            case Verdict.Passed passed -> null;
                            case Verdict.Failed failed -> null;
                            case Verdict.NotDone error -> error.line();
                            case Verdict.Skipped skipped -> skipped.line();
                        });
        var replay = result.replay();
        var observed = replay == null ? null : replay.observed();
        json.text("run_id", replay == null ? null : replay.runId())
                .text("replay_of", replay == null ? null : replay.replayOf())
                .text("replay", replay == null ? null : replay.mode().word())
                .text("model", replay == null ? null : replay.model())
                .millis("duration_ms", result.took().toNanos())
                .number("steps", observed == null ? null : Long.valueOf(observed.steps()))
                .number("model_calls", observed == null ? null : Long.valueOf(observed.modelCalls()))
                .number(
                        "tool_calls",
                        observed == null ? null : Long.valueOf(observed.calls().size()))
                .number(
                        "total_tokens",
                        observed == null ? null : observed.used().total())
                .decimal("cost", observed == null ? null : observed.used().cost())
                .endObject()
                .endLine();
    }

    private static String status(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed -> "passed";
            case Verdict.Failed failed -> "failed";
            case Verdict.NotDone error -> "error";
            case Verdict.Skipped skipped -> "skipped";
        };
    }

    private void missed(Mismatch missed) {
        json.startObject()
                .text("expectation", missed.key())
                .number("line", missed.line() == 0 ? null : Long.valueOf(missed.line()))
                .text("expected", missed.expected())
                .text("got", missed.got())
                .endObject();
    }

    @Override
    public void sum(List<CaseResult> results) {
        var counts = CheckCounts.of(results);
        json.startObject()
                .number("cases", (long) results.size())
                .number("passed", counts.passed())
                .number("failed", counts.failed())
                .number("errors", counts.errors())
                .number("skipped", counts.skipped())
                .millis(
                        "duration_ms",
                        results.stream()
                                .map(CaseResult::took)
                                .reduce(Duration.ZERO, Duration::plus)
                                .toNanos())
                .decimal("cost", counts.cost())
                .endObject()
                .endLine();
    }
}
