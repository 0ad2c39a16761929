package dev.runtree;

import dev.runtree.cli.Cli;
import dev.runtree.cli.Terminal;

/** Where the program starts. Does not extend {@code Application}, so that commands start without JavaFX. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        int status = Cli.run(arguments, Terminal.ofProcess(), new Desktop());
        System.exit(status);
    }
}
