package dev.runtree.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code export} that send to a target. */
final class SendOptions {
    @Option(
            names = "--to",
            paramLabel = "TARGET",
            description = {
                "send to this target in place of a file, whatever was sent to it before;",
                "\"runtree targets\" lists them"
            })
    private @Nullable String target;

    @Option(
            names = "--dry-run",
            description = "with --to: print the requests to the letter, with keys as ***, and send nothing")
    private boolean dryRun;

    /** The name of the target; {@code null} when nothing is sent. */
    @Nullable String target() {
        return target;
    }

    /**
     * Either a file is written, or something is sent.
     *
     * @param file empty when none is named
     * @param ofFiles whether an option is given that is for files
     * @throws WrongUsage when it is both, or neither
     */
    void check(String file, boolean ofFiles) {
        if (target == null && dryRun) {
            throw new WrongUsage("--dry-run goes with --to TARGET");
        }
        if (target == null && file.isEmpty()) {
            throw new WrongUsage("Missing required option: '-o=FILE', or '--to=TARGET'");
        }
        if (target != null && !file.isEmpty()) {
            throw new WrongUsage("-o FILE and --to TARGET exclude each other");
        }
        if (target != null && ofFiles) {
            throw new WrongUsage(
                    "--redact and --force are for files: what is redacted for a target is said when it is added");
        }
    }

    boolean isDryRun() {
        return dryRun;
    }
}
