package dev.runtree.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code check} for making a case. */
final class NewCaseOptions {
    @Option(
            names = "--new",
            paramLabel = "RUN",
            description =
                    "make a case of this run, or of a replay that left its record, with what it did as expectations")
    private @Nullable String run;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "with --new: the case's file, such as lisbon.yaml; its record is put beside it, as"
                    + " lisbon.otlp.json")
    private @Nullable Path file;

    @Option(
            names = "--from",
            paramLabel = "SPAN",
            description = "with --new: the step to ask from, by its number or span id; what is before it comes from the"
                    + " record")
    private @Nullable String from;

    @Option(
            names = "--edit",
            paramLabel = "EDIT.yaml",
            description = "with --new: a file that changes that step, as replay takes it; it is put into the case")
    private @Nullable Path edit;

    @Option(names = "--one-call", description = "with --new: keep no more than the model call that --from names")
    private boolean oneCall;

    @Option(names = "--force", description = "with --new: replace files of these names")
    private boolean force;

    boolean isGiven() {
        return run != null;
    }

    String run() {
        return Objects.requireNonNull(run);
    }

    Path file() {
        return Objects.requireNonNull(file);
    }

    @Nullable String from() {
        return from;
    }

    @Nullable Path edit() {
        return edit;
    }

    boolean oneCall() {
        return oneCall;
    }

    boolean force() {
        return force;
    }

    void check() {
        if (run == null && (file != null || from != null || edit != null || oneCall || force)) {
            throw new WrongUsage("-o, --from, --edit, --one-call and --force go with --new RUN");
        }
        if (run == null) {
            return;
        }
        if (file == null) {
            throw new WrongUsage("Name the file of the case with -o FILE");
        }
        if (!file.toString().matches(".*\\.ya?ml")) {
            throw new WrongUsage("The file of a case ends in .yaml, and " + file + " does not");
        }
        if (oneCall && from == null) {
            throw new WrongUsage("--one-call needs the model call: name it with --from");
        }
    }
}
