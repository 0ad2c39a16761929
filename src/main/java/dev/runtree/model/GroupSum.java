package dev.runtree.model;

/**
 * What the steps of a group add up to.
 *
 * @param steps how many there are, calls that are told twice counted twice
 * @param calls of a tool or model, each once however many steps tell of it; the invocations of an agent; else the steps
 * @param errors failures, each where it started
 * @param failed calls that failed, also by something inside them
 * @param running steps that have not ended, whose time is in no sum
 * @param selfNanos what the steps spent themselves
 * @param longestNanos of it the longest step's
 * @param longest the place of that step; -1 when there is none
 * @param pathNanos the part of the critical path that is theirs, without what is idle
 * @param usage as the run counts it
 * @param vectorTokens tokens of embeddings and rerankings, which no run's total has
 */
public record GroupSum(
        int steps,
        int calls,
        int errors,
        int failed,
        int running,
        long selfNanos,
        long longestNanos,
        int longest,
        long pathNanos,
        Usage usage,
        long vectorTokens) {

    /** The share of calls that failed, from 0 to 1. */
    public double failureRate() {
        return calls == 0 ? 0 : (double) failed / calls;
    }

    /** All tokens that were used, also those that no total has; 0 when nobody told. */
    public long tokens() {
        var counted = usage.total();
        return vectorTokens + (counted == null ? 0 : counted);
    }
}
