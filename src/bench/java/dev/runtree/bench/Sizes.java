package dev.runtree.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How much is measured; each from a system property, so that a look takes a minute and a real run as long as it needs.
 *
 * @param only the sections wanted; empty for all
 * @param spans of each round of the ingest
 * @param rounds of each comparison; the median counts
 * @param trace spans of the one large trace
 * @param loops spans of the agent loops whose bytes on disk are counted
 * @param rows spans that lists and dashboards are asked over
 * @param day spans of the day that retention deletes
 * @param open spans of each trace that is opened
 * @param folder for the databases that are made, which go again
 * @param runtree the program as it is started
 */
record Sizes(
        Set<String> only,
        int spans,
        int rounds,
        int trace,
        int loops,
        int rows,
        int day,
        List<Integer> open,
        Path folder,
        String runtree) {

    static Sizes ofProperties() {
        return new Sizes(
                Set.copyOf(words(System.getProperty("bench", ""))),
                number("spans", 40_000),
                number("rounds", 3),
                number("trace", 100_000),
                number("loops", 8_000),
                number("rows", 10_000_000),
                number("day", 1_000_000),
                words(System.getProperty("bench.open", "1000,20000,100000")).stream()
                        .map(Integer::valueOf)
                        .toList(),
                Path.of(System.getProperty("bench.folder", System.getProperty("java.io.tmpdir", "/tmp"))),
                System.getProperty("bench.runtree", "./runtree"));
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty() && !word.equals("all"))
                .toList();
    }

    private static int number(String name, int otherwise) {
        return Integer.parseInt(
                System.getProperty("bench." + name, String.valueOf(otherwise)).replace("_", ""));
    }

    boolean wants(Section section) {
        return only.isEmpty() || only.contains(section.name());
    }
}
