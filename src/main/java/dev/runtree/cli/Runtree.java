package dev.runtree.cli;

import dev.runtree.model.RunLink;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The word {@code runtree} itself: without a command it opens the window. */
@Command(
        name = "runtree",
        header = "Runtree shows what an agent did: its runs, their steps, and what went in and out.",
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        footer = {"", "Without a command, runtree opens its window. Exit status: 0 done, 1 failed, 2 wrong usage."})
final class Runtree implements Runnable {
    /** A run's or a trace's id, or the beginning of one. */
    private static final Pattern RUN = Pattern.compile("[0-9a-f]{4,32}(-[0-9a-f]{1,16})?");

    private final Open open;

    @Option(
            names = {"-V", "--version"},
            description = "print the version")
    private boolean version;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN|FILE",
            description = "a run or a runtree:// link to show, or a file to import first")
    private @Nullable String word;

    Runtree(Open open) {
        this.open = open;
    }

    /** A command that is mistyped is told as such. The producer's own run id needs the word {@code open} before it. */
    private static @Nullable String known(@Nullable String word) {
        if (word == null
                || RunLink.isMeant(word)
                || Open.isFile(word)
                || RUN.matcher(word).matches()) {
            return word;
        }
        throw new WrongUsage("There is no command and no file \"" + word + "\"");
    }

    @Override
    public void run() {
        if (version) {
            open.program().out().line("Runtree " + Version.current());
        } else {
            open.open(common, known(word));
        }
    }
}
