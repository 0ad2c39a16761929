package dev.runtree.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says figures as they come, and all of them once more at the end, as a table for docs/performance.md. */
final class Report {
    private final List<Figure> figures = new ArrayList<>();
    private boolean failed;

    /**
     * A figure beside its goal and its reference of the same run.
     *
     * @param reference what it is compared with; a dash when with nothing
     * @param ratio of the two, or the part of the target that it takes; a dash when there is none
     */
    record Figure(String what, String target, String measured, String reference, String ratio) {
        String row() {
            return "| " + String.join(" | ", what, target, measured, reference, ratio) + " |";
        }
    }

    static final String NONE = "-";

    void figure(Figure figure) {
        figures.add(figure);
        System.out.printf(
                Locale.ROOT,
                "%s: %s (target %s; reference %s; ratio %s)%n",
                figure.what(),
                figure.measured(),
                figure.target(),
                figure.reference(),
                figure.ratio());
    }

    /** Something beside the figures. */
    void line(String format, Object... values) {
        System.out.printf(Locale.ROOT, "  " + format + "%n", values);
    }

    void section(String name) {
        System.out.println();
        System.out.println("[" + name + "]");
    }

    void failed(String section, Exception why) {
        failed = true;
        System.out.println("  " + section + " FAILED: " + why);
        why.printStackTrace(System.out);
    }

    void end() {
        System.out.println();
        System.out.println("| what | target | measured | reference | ratio |");
        System.out.println("|---|---|---|---|---|");
        figures.forEach(figure -> System.out.println(figure.row()));
    }

    boolean hasFailed() {
        return failed;
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
