package dev.runtree.compare.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Siblings by those that were at work at once, each group with a number that is equal for groups of equal steps. */
final class Groups {
    private final List<List<Integer>> members;
    private final int[] keys;

    private Groups(List<List<Integer>> members, int[] keys) {
        this.members = members;
        this.keys = keys;
    }

    /**
     * @param steps the siblings
     * @param places among them, rising
     * @param stepKeys of all steps of the side
     * @param least of smaller groups there are none
     * @param numbers of what is equal, for both sides
     */
    static Groups of(
            Side side,
            int[] steps,
            List<Integer> places,
            int[] stepKeys,
            int least,
            Map<List<Integer>, Integer> numbers) {
        var members = new ArrayList<List<Integer>>();
        for (int at = 0, end; at < places.size(); at = end) {
            end = at + 1;
            while (end < places.size() && side.group(steps[places.get(end)]) == side.group(steps[places.get(at)])) {
                end++;
            }
            if (end - at >= least) {
                members.add(places.subList(at, end));
            }
        }
        var keys = members.stream()
                .mapToInt(group -> numbers.computeIfAbsent(
                        group.stream()
                                .map(place -> stepKeys[steps[place]])
                                .sorted()
                                .toList(),
                        any -> numbers.size()))
                .toArray();
        return new Groups(members, keys);
    }

    int[] keys() {
        return keys;
    }

    /** Places of siblings. */
    List<Integer> members(int group) {
        return members.get(group);
    }
}
