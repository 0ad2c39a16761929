package dev.runtree.replay.live;

import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the step that a word names: by its number, as a comparison tells it, or by the beginning of its span's id. */
public final class StepNamed {
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,6}");
    private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{3,16}");
    private static final int SHOWN = 5;

    private StepNamed() {}

    /** @throws CannotFork when there is none, or more than one */
    public static RecordedStep in(RecordedRun record, String word) {
        var steps = record.steps();
        if (NUMBER.matcher(word).matches() && Integer.parseInt(word) <= steps.size()) {
            return record.step(Integer.parseInt(word));
        }
        var beginning = word.toLowerCase(Locale.ROOT);
        var found = BEGINNING.matcher(beginning).matches()
                ? steps.stream()
                        .filter(step -> step.span().id().spanId().startsWith(beginning))
                        .toList()
                : java.util.List.<RecordedStep>of();
        if (found.size() == 1) {
            return found.getFirst();
        } else if (found.isEmpty()) {
            throw new CannotFork("The run has no step \"" + word + "\": name one by its number, from 1 to "
                    + steps.size() + ", or by the beginning of its span id, as \"runtree show --json\" prints it.");
        }
        throw new CannotFork("\"" + word + "\" begins the span ids of several steps: "
                + found.stream()
                        .limit(SHOWN)
                        .map(step -> step.told() + " " + step.span().id().spanId())
                        .collect(Collectors.joining(", "))
                + (found.size() > SHOWN ? " and others" : "") + ". Give more of it.");
    }
}
