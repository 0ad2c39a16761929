package dev.runtree.check;

import dev.runtree.check.expect.ExpectationTemplate;
import dev.runtree.check.expect.Observed;
import dev.runtree.model.Run;
import dev.runtree.replay.RecordedStep;
import dev.runtree.yaml.YamlWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The file of a case that is made of a run. */
final class CaseTemplate {
    private static final int LONGEST = 200;

    private final NewCase.Wanted wanted;
    private final List<String> records;
    private final Run run;

    /** @param records the names of the files beside it */
    CaseTemplate(NewCase.Wanted wanted, List<String> records, Run run) {
        this.wanted = wanted;
        this.records = List.copyOf(records);
        this.run = run;
    }

    /**
     * @param head what it says of its record and of how it is replayed
     * @param expect what it expects
     */
    record Text(String head, String expect) {}

    /**
     * @param from where it leaves the record; {@code null} for the first model call
     * @param edit the keys of an edit file; {@code null} for none
     */
    Text of(Observed observed, @Nullable RecordedStep from, @Nullable String edit) {
        var head = new YamlWriter();
        head.comment("Of the run " + run.runId() + " (" + run.name() + ")"
                + (run.input() == null || run.input().isBlank() ? "" : ": " + shortened(run.input())));
        head.comment("Take out, loosen and add: docs/checks.md tells what can be expected.");
        head.text("name", Case.plainName(wanted.file()));
        if (records.size() == 1) {
            head.text("record", records.getFirst());
        } else {
            head.word(
                    "record",
                    records.stream()
                            .map(name -> "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                            .collect(Collectors.joining(", ", "[", "]")));
        }
        head.text("replay", wanted.mode().word());
        if (wanted.model() != null) {
            head.text("model", wanted.model());
        }
        if (wanted.isOneCall()) {
            head.word("one_call", "true");
        } else if (from != null) {
            head.comment("What is before " + from.told() + " comes from the record.");
            head.text("from", from.span().id().spanId());
        }
        var expect = new YamlWriter();
        new ExpectationTemplate(expect, observed).write(edit == null, wanted.mode() == Mode.LIVE_MODEL);
        return new Text(head + (edit == null ? "" : "edit:\n" + edit.indent(2)), expect.toString());
    }

    private static String shortened(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
