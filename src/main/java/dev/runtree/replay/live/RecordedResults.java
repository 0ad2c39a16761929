package dev.runtree.replay.live;

import dev.runtree.compare.JsonMeaning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Answers the tool calls of a model from a record: first by name and arguments, whatever the order of the arguments, then by name
 * with the arguments that differ least, the earlier before the later. Each result is given once, in its order; a call that is
 * repeated word for word is given the last one again. For one thread.
 */
final class RecordedResults {
    private final List<RecordedResult> all;
    private final Set<Integer> given = new HashSet<>();

    /**
     * @param all in the order in which the calls were made
     * @param before the numbers of steps whose results the model knows already
     */
    RecordedResults(List<RecordedResult> all, Set<Integer> before) {
        this.all = List.copyOf(all);
        for (var at = 0; at < all.size(); at++) {
            if (before.contains(all.get(at).step())) {
                given.add(at);
            }
        }
    }

    /** What there is for a call; a result that is taken is given to no other call. */
    Match match(String tool, String arguments) {
        var same = new ArrayList<Integer>();
        var others = new ArrayList<Integer>();
        for (var at = 0; at < all.size(); at++) {
            var recorded = all.get(at);
            if (recorded.tool().equals(tool)) {
                (isSame(recorded.arguments(), arguments) ? same : others).add(at);
            }
        }
        var next = same.stream().filter(at -> !given.contains(at)).findFirst();
        if (next.isPresent()) {
            given.add(next.get());
            return new Match.Same(all.get(next.get()), false);
        } else if (!same.isEmpty()) {
            return new Match.Same(all.get(same.getLast()), true);
        }
        return others.stream()
                .filter(at -> !given.contains(at))
                .map(at -> new Candidate(at, ArgumentDifferences.of(all.get(at).arguments(), arguments)))
                .min(Comparator.comparingInt(
                        candidate -> candidate.differences().size()))
                .<Match>map(nearest -> {
                    given.add(nearest.at());
                    return new Match.Near(all.get(nearest.at()), nearest.differences());
                })
                .orElseGet(Match.None::new);
    }

    private record Candidate(int at, List<String> differences) {}

    /** Gives a near result back, for the call that it was recorded for. */
    void giveBack(RecordedResult recorded) {
        given.remove(all.indexOf(recorded));
    }

    /** All results of a tool, given or not, in their order. */
    List<RecordedResult> of(String tool) {
        return all.stream().filter(recorded -> recorded.tool().equals(tool)).toList();
    }

    /** Whatever the order of the arguments, and with 1 and 1.0 alike. */
    private static boolean isSame(String recorded, String asked) {
        return meaning(recorded).equals(meaning(asked))
                || ArgumentDifferences.of(recorded, asked).isEmpty();
    }

    /** No arguments may be written as nothing or as an empty object. */
    private static String meaning(String arguments) {
        var meaning = JsonMeaning.of(arguments);
        return meaning.equals("{}") || meaning.equals("null") ? "" : meaning;
    }
}
