package dev.runtree.cli;

import dev.runtree.check.CaseDraft;
import dev.runtree.check.Mode;
import dev.runtree.check.NewCase;
import dev.runtree.model.Figures;
import dev.runtree.model.Trace;
import dev.runtree.redact.Redaction;
import dev.runtree.store.RunQueries;
import org.jspecify.annotations.Nullable;

/** {@code runtree check --new}: makes a case of a run. */
final class CaseMaking {
    private final Program program;
    private final CommonOptions common;
    private final NewCaseOptions options;
    private final boolean json;
    private final @Nullable Redaction redaction;

    CaseMaking(
            Program program,
            CommonOptions common,
            NewCaseOptions options,
            boolean json,
            @Nullable Redaction redaction) {
        this.program = program;
        this.common = common;
        this.options = options;
        this.json = json;
        this.redaction = redaction;
    }

    void make(Mode mode, @Nullable String model) {
        if (mode == Mode.RECORDED && ((options.from() != null && !options.oneCall()) || options.edit() != null)) {
            throw new WrongUsage(
                    "--from and --edit say what a model is asked, and from the record none is: add --live-model");
        }
        if (mode == Mode.RECORDED && model != null) {
            throw new WrongUsage("--model names a model to ask, and none is asked for the record: add --live-model");
        }
        try (var database = common.openTraces(program)) {
            var queries = new RunQueries(database);
            var made = new NewCase(queries, program.prices(), redaction)
                    .draft(
                            find(queries),
                            new NewCase.Wanted(
                                    options.file(),
                                    options.force(),
                                    mode,
                                    model,
                                    options.from(),
                                    options.edit(),
                                    options.oneCall()));
            made.write();
            tell(made, mode);
        }
    }

    private Trace find(RunQueries queries) {
        var found = new NamedRun(queries).find(options.run());
        return queries.run(found.run().id()).fetch().orElse(found);
    }

    private void tell(CaseDraft made, Mode mode) {
        var records = made.records().stream().map(Object::toString).toList();
        if (json) {
            new Json(program.out())
                    .startObject()
                    .text("file", made.file().toString())
                    .texts("records", records)
                    .number("steps", (long) made.steps())
                    .texts("lacks", made.lacks())
                    .endObject()
                    .endLine();
            return;
        }
        var out = program.out();
        out.line("The case is in " + made.file() + ", its record of " + Figures.counted(made.steps(), "step") + " in "
                + String.join(" and ", records) + ".");
        made.lacks().forEach(line -> out.line("The record lacks: " + Width.oneLine(line)));
        RedactOption.tell(redaction, out::line);
        out.line("Change what it expects, then: runtree check " + made.file()
                + (mode == Mode.RECORDED ? " (from the record; --live-model asks a model again)" : ""));
    }
}
