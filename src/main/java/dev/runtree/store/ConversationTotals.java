package dev.runtree.store;

import dev.runtree.model.Usage;
import java.math.BigDecimal;
import java.util.List;

/**
 * What the runs of a session or of a user add up to, or the newest of them when there are very many.
 *
 * @param turns runs that were started by no other run of it
 * @param runs all of them, with those of members
 * @param sessions how many sessions they belong to
 * @param usage tokens and cost of all runs, each call once
 * @param errors failures, each counted where it started
 * @param workNanos the durations of the turns that have ended, together
 * @param firstNanos when the first run began, nanoseconds since 1970-01-01T00:00Z
 * @param lastNanos when the last run ended, or gave its last sign
 * @param models what models used, the dearest first
 * @param tools the calls of tools, the most called first
 * @param uncounted traces of which models and tools are not known, since they were stored before there were sums, or reading them would take long
 * @param tags of the runs, the most frequent first; the first {@value ConversationSums#MOST_TAGS}
 * @param more whether there are older runs, which are left out of all of this
 */
public record ConversationTotals(
        long turns,
        long runs,
        long sessions,
        Usage usage,
        long errors,
        long workNanos,
        long firstNanos,
        long lastNanos,
        List<ModelShare> models,
        List<ToolShare> tools,
        int uncounted,
        List<String> tags,
        boolean more) {
    /** So many runs are added up; a service that calls itself a user may have millions. */
    public static final int MOST_RUNS = 20_000;

    public ConversationTotals {
        models = List.copyOf(models);
        tools = List.copyOf(tools);
        tags = List.copyOf(tags);
    }

    /**
     * What one model used.
     *
     * @param cost US dollars; the least that it was when {@code unpriced} calls have no known cost
     */
    public record ModelShare(String model, long calls, long tokens, BigDecimal cost, long unpriced) {}

    /** The calls of one tool. */
    public record ToolShare(String tool, long calls, long errors) {}
}
