package dev.runtree.model.rollup;

import dev.runtree.model.Run;
import dev.runtree.model.TraceRuns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a trace adds to the roll-ups: its runs that have ended, what its models used, its calls of tools. Kept beside the trace
 * so that it can be taken out again when the trace changes.
 *
 * @param uses each use of a model by itself, by its start, while they are few; then {@code models} is their sum by hour
 * @param isListed whether {@code uses} has all of them
 */
public record Contribution(
        SortedMap<RunKey, Amounts> runs,
        SortedMap<ModelKey, Amounts> models,
        List<ModelUse> uses,
        boolean isListed,
        SortedMap<ToolKey, Amounts> tools) {

    /** The most uses that are listed one by one. */
    public static final int MOST_LISTED = 64;

    public static final Contribution NONE = listing(Map.of(), List.of(), Map.of());

    public Contribution {
        runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
        uses = List.copyOf(uses);
        tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
    }

    /** What a trace counts, as a pure function of its spans. */
    public static Contribution of(TraceRuns trace) {
        return new Counting(trace, MOST_LISTED).contribution();
    }

    /** Each use of a model by itself, however many there are. */
    public static List<ModelUse> allUses(TraceRuns trace) {
        return new Counting(trace, Integer.MAX_VALUE).contribution().uses();
    }

    /** What runs by themselves count, when there is nothing else left of a trace. */
    public static Contribution ofRuns(Collection<Run> runs) {
        return listing(Counting.runs(runs), List.of(), Map.of());
    }

    /** One whose uses of models are listed one by one. */
    public static Contribution listing(Map<RunKey, Amounts> runs, List<ModelUse> uses, Map<ToolKey, Amounts> tools) {
        var ordered = new ArrayList<>(uses);
        Collections.sort(ordered);
        var models = new TreeMap<ModelKey, Amounts>();
        ordered.forEach(use -> models.merge(use.key(), use.amounts(), Amounts::plus));
        return new Contribution(new TreeMap<>(runs), models, ordered, true, new TreeMap<>(tools));
    }

    /** One whose uses of models are only known by the hour. */
    public static Contribution summing(
            Map<RunKey, Amounts> runs, Map<ModelKey, Amounts> models, Map<ToolKey, Amounts> tools) {
        return new Contribution(new TreeMap<>(runs), new TreeMap<>(models), List.of(), false, new TreeMap<>(tools));
    }
}
