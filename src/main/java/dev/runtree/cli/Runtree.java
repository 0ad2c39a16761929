package dev.runtree.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The word {@code runtree} itself: without a command it opens the window. */
@Command(
        name = "runtree",
        header = "Runtree shows what an agent did: its runs, their steps, and what went in and out.",
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Without a command, runtree opens its window. Exit status: 0 done, 1 failed, 2 wrong usage."})
final class Runtree implements Runnable {
    private final Open open;

    @Option(
            names = {"-V", "--version"},
            description = "print the version")
    private boolean version;

    @Mixin
    private @Nullable CommonOptions common;

    Runtree(Open open) {
        this.open = open;
    }

    @Override
    public void run() {
        if (version) {
            open.program().out().line("Runtree " + Version.current());
        } else {
            open.open(common == null ? new CommonOptions() : common, null);
        }
    }
}
