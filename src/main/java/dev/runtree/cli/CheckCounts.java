package dev.runtree.cli;

import dev.runtree.check.CaseResult;
import dev.runtree.check.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * What became of all cases.
 *
 * @param cost of their replays in US dollars, as far as prices are known
 */
record CheckCounts(long passed, long failed, long errors, long skipped, BigDecimal cost) {

    static CheckCounts of(List<CaseResult> results) {
        return new CheckCounts(
                count(results, Verdict.Passed.class),
                count(results, Verdict.Failed.class),
                count(results, Verdict.NotDone.class),
                count(results, Verdict.Skipped.class),
                results.stream()
                        .map(CaseResult::replay)
                        .filter(Objects::nonNull)
                        .map(CaseResult.Replay::cost)
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static long count(List<CaseResult> results, Class<? extends Verdict> kind) {
        return results.stream()
                .filter(result -> kind.isInstance(result.verdict()))
                .count();
    }
}
