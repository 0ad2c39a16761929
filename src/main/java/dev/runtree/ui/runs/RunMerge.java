package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * What a fresh first page means for a list that shows older answers.
 *
 * @param changed runs that are shown and have changed, by their place in the list
 * @param arrived runs that are not shown, newest first
 */
record RunMerge(List<Changed> changed, List<Run> arrived) {

    /** A run at {@code index} that has become {@code run}. */
    record Changed(int index, Run run) {}

    /** As the database gives them: by microseconds, then by their ids. */
    static final Comparator<Run> NEWEST_FIRST =
            Comparator.comparingLong(RunMerge::startMicros).reversed().thenComparing(Run::id);

    private static long startMicros(Run run) {
        return Math.floorDiv(run.startNanos(), 1_000L);
    }

    /** Whether runs may lie between a full fresh page and what is shown, which only reading anew would find. */
    static boolean leavesGap(List<Run> shown, List<Run> fresh, int page) {
        return fresh.size() >= page && !shown.isEmpty() && NEWEST_FIRST.compare(fresh.getLast(), shown.getFirst()) < 0;
    }

    /** @param whole whether {@code shown} is all there was; else what is older than its last run comes by paging */
    static RunMerge of(List<Run> shown, List<Run> fresh, boolean whole) {
        var places = new HashMap<SpanId, Integer>();
        for (int i = 0; i < shown.size(); i++) {
            places.put(shown.get(i).id(), i);
        }
        var changed = new ArrayList<Changed>();
        var arrived = new ArrayList<Run>();
        for (Run run : fresh) {
            Integer place = places.get(run.id());
            if (place == null) {
                if (whole || shown.isEmpty() || NEWEST_FIRST.compare(run, shown.getLast()) < 0) {
                    arrived.add(run);
                }
            } else if (!shown.get(place).equals(run)) {
                changed.add(new Changed(place, run));
            }
        }
        arrived.sort(NEWEST_FIRST);
        return new RunMerge(List.copyOf(changed), List.copyOf(arrived));
    }

    /** Where a run belongs in a list that is newest first. */
    static int place(List<Run> shown, Run run) {
        int place = 0;
        while (place < shown.size() && NEWEST_FIRST.compare(shown.get(place), run) < 0) {
            place++;
        }
        return place;
    }
}
