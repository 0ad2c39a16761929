package dev.runtree.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "open", description = "Open the window, or bring the open one to the front.")
final class Open implements Runnable {
    private final Program program;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..1", paramLabel = "RUN|FILE", description = "a run to show, or a file to import first")
    private @Nullable String word;

    Open(Program program) {
        this.program = program;
    }

    Program program() {
        return program;
    }

    @Override
    public void run() {
        open(common, word);
    }

    void open(CommonOptions options, @Nullable String show) {
        program.screens().open(new Screens.Window(program.home(), options.traces(program.home()), show));
    }
}
