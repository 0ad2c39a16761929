package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.compare.steps.Alignment;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What is said of a comparison as a whole. */
final class PairWords {
    private PairWords() {}

    /** Where the runs part and how, in one line. */
    static String reason(AlignedPair pair) {
        return pair.alignment().isEqual()
                ? Messages.text(
                        "aligned.equal",
                        Figures.counted(pair.alignment().steps().size(), "step"))
                : OneLine.of(pair.reason());
    }

    /** How many steps have which fate. */
    static String counts(Alignment alignment) {
        var counts = new ArrayList<String>();
        for (var fate : List.of(Fate.CHANGED, Fate.LEFT, Fate.RIGHT, Fate.MOVED, Fate.SAME)) {
            var count = alignment.count(fate);
            if (count > 0) {
                counts.add(Figures.count(count) + " " + StepWords.fate(fate));
            }
        }
        return String.join("  ·  ", counts);
    }

    /** What else the reader has to know of it, a sentence each: that a run goes on, and what was left out. */
    static List<String> notes(ReadPair read) {
        var notes = new ArrayList<String>();
        for (var side : Side.values()) {
            if (read.of(side).isGrowing()) {
                notes.add(Messages.text(
                        "aligned.growing",
                        side.letter(),
                        read.of(side).run().status().word(),
                        LocalTime.ofInstant(read.at(), ZoneId.systemDefault())
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()));
            }
        }
        if (read.isBare()) {
            notes.add(Messages.text(
                    "aligned.bare",
                    Figures.counted(read.left().steps().leftOut(), "step"),
                    Figures.count(read.right().steps().leftOut())));
        }
        return notes;
    }
}
