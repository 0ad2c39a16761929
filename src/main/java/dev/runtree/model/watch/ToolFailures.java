package dev.runtree.model.watch;

import java.util.List;

/**
 * How often calls of tools failed.
 *
 * @param tools those that failed the most often first
 * @param stretches of the course, one each, all tools together
 * @param before in the period before, which is as long
 */
public record ToolFailures(Course course, List<OfTool> tools, List<Calls> stretches, Calls now, Calls before) {
    public ToolFailures {
        tools = List.copyOf(tools);
        stretches = List.copyOf(stretches);
    }

    /** The calls of one tool. */
    public record OfTool(String tool, List<Calls> stretches, Calls now, Calls before) {
        public OfTool {
            stretches = List.copyOf(stretches);
        }
    }

    /**
     * Some calls together.
     *
     * @param ended calls; those that go on are none of them
     */
    public record Calls(long ended, long failed) {
        public static final Calls NONE = new Calls(0, 0);

        /** The share of those that ended which failed, 0 to 1; 0 when none has. */
        public double rate() {
            return ended == 0 ? 0 : (double) failed / ended;
        }

        public Calls plus(Calls other) {
            return new Calls(ended + other.ended, failed + other.failed);
        }
    }
}
